import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { type Child, startChild } from '../support/child.ts';
import { createEmbeddedDirectory } from '../support/embedded.ts';

const sealKey = 'a secret of more than thirty-two characters';
let directory = '';
const children: Child[] = [];

function start(environment: Record<string, string>): Child {
  const child = startChild('src/launch/launch.mjs', [], {
    DATA_DIR: directory,
    DEMO: 'off',
    ...environment,
  });
  children.push(child);
  return child;
}

interface Line {
  level: string;
  message: string;
  [field: string]: unknown;
}

const logOf = ({ output }: Child): Line[] =>
  output.text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

afterAll(async () => {
  await Promise.all(children.map((child) => child.kill('SIGKILL')));
  rmSync(directory, { recursive: true, force: true });
});

describe('a process that starts and stops', () => {
  let first: Child;
  let second: Child;
  let endedWith: (number | null)[];

  beforeAll(async () => {
    directory = await createEmbeddedDirectory();
    first = start({ PORT: '0' });
    await first.saw(/serves http/);
    endedWith = [await first.kill('SIGTERM')];
    second = start({ PORT: '0', LOG_FORMAT: 'text' });
    await second.saw(/serves http/);
    endedWith.push(await second.kill('SIGINT'));
  });

  it('ends with 0, whether by SIGTERM or SIGINT', () => {
    expect(endedWith).toEqual([0, 0]);
  });

  it('tells its release, how tenants are kept apart, what it did to the database, where it serves, and that it has stopped', () => {
    const ofTheProcess = logOf(first).filter(({ subsystem }) => subsystem === undefined);
    expect(ofTheProcess.map(({ time, tookMs, ...line }) => line)).toEqual([
      {
        level: 'info',
        message: 'starting',
        version: packageJson.version,
        node: process.versions.node,
        database: 'embedded',
      },
      {
        level: 'info',
        message: 'row-level security keeps tenants apart as well',
        role: expect.stringMatching(/^calls_tenant_/),
      },
      {
        level: 'info',
        message: 'the database was migrated',
        applied: expect.arrayContaining(['0000_calls']),
      },
      {
        level: 'info',
        message: 'serving',
        url: expect.stringMatching(/^http:/),
        publicUrl: expect.stringMatching(/^http:/),
      },
      { level: 'info', message: expect.stringMatching(/^stopping/), signal: 'SIGTERM' },
      { level: 'info', message: 'stopped' },
    ]);
  });

  it('says nothing of what its libraries do by themselves', () => {
    expect(first.output.text).not.toMatch(/apollo|tracing/i);
  });

  it('migrates nothing twice, and writes for people when LOG_FORMAT says so', () => {
    expect(logOf(second)).toEqual([]);
    expect(second.output.text).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}starting {2}version=/m);
    expect(second.output.text).toContain('the database needs no migration');
    expect(second.output.text).toMatch(/INFO {2}stopped\n$/);
  });
});

describe('a start that fails', () => {
  it.each([
    ['is not there', { DATABASE_URL: 'postgres://app:hunter2pass@127.0.0.1:1/calls' }],
    [
      'cannot be named so',
      {
        DATABASE_URL: 'postgres://app:pw@127.0.0.1:1/calls',
        DATABASE_DIRECT_URL: 'postgres://app:hunter2pass@127.0.0.1:none/calls',
      },
    ],
  ])('because the database %s tells why and prints no password', async (_, environment) => {
    const child = start({ PORT: '0', SEAL_KEYS: sealKey, ...environment });
    expect(await child.ended).toBe(1);
    expect(child.output.text).toMatch(/ECONNREFUSED|DATABASE_DIRECT_URL is not a URL/);
    expect(child.output.text).not.toContain('hunter2');
  });
});
