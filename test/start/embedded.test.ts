import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../src/config.ts';
import { type Child, startChild } from '../support/child.ts';
import { ask, get } from '../support/client.ts';
import { createDataDirectory } from '../support/embedded.ts';
import { until } from '../support/until.ts';

const directories: string[] = [];
const children: Child[] = [];

function start(environment: Record<string, string>): Child {
  const child = startChild('src/launch/launch.mjs', [], {
    PORT: '0',
    LOG_LEVEL: 'warn',
    ...environment,
  });
  children.push(child);
  return child;
}

function temporaryDirectory(): string {
  const directory = createDataDirectory();
  directories.push(directory);
  return directory;
}

/** An address, so that no name has to be resolved. */
const publicHost = 'https://93.184.215.14';

interface Rejected {
  readonly rejection?: { readonly state: string };
}

interface Line {
  provider: string;
  perimeter: { policies: { mode: string }[] };
}

const register = `mutation ($input: RegisterPhoneLineInput!) { registerPhoneLine(input: $input) {
  __typename ... on PhoneLineRegistered { webhookUrl } } }`;

/** Where it serves, from what it prints. */
const urlOf = async (child: Child) => (await child.saw(/serves (http:\S+)\/graphql/))[1] ?? '';

afterAll(async () => {
  await Promise.all(children.map((child) => child.kill('SIGKILL')));
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
});

describe('a first start without settings', () => {
  let dataDir: string;
  let child: Child;
  let url: string;
  let rejectedId = '';

  beforeAll(async () => {
    dataDir = temporaryDirectory();
    child = start({ DATA_DIR: dataDir });
    url = await urlOf(child);
    await child.saw(/DATA_DIR/);
  });

  const keyOf = (which: string) =>
    new RegExp(`${which}[^\\n]*:\\s+(cs_\\S+)`).exec(child.output.text)?.[1] ?? '';
  /** What is printed to be pasted: the bodies of the requests, in order. */
  const printedBodies = () =>
    [...child.output.text.matchAll(/-d '(\{.*\})'/g)].map(([, body]) => body ?? '');

  async function paste(body: string): Promise<{ data: Record<string, unknown> }> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${keyOf("demo's lines")}`,
      },
      body,
    });
    return (await response.json()) as { data: Record<string, unknown> };
  }

  it('prints a query that works as it is, and a mutation that rejects a call that it shows', async () => {
    const [query = '', mutation = ''] = printedBodies();
    const { data } = await paste(query);
    const ringing = (data.calls as { nodes: { id: string; line: { name: string } }[] }).nodes;
    const { id = '' } = ringing.find(({ line }) => line.name === 'Reception') ?? {};
    rejectedId = id;
    // Asked again, it answers how the rejection stands now: on a busy machine it takes a second attempt.
    const rejected = await until(async () => {
      const answer = (await paste(mutation.replace('call_…', id))).data.rejectCall as Rejected;
      return answer.rejection?.state !== 'SENDING' && answer;
    });
    expect(rejected).toEqual({ __typename: 'CallRejected', rejection: { state: 'CONFIRMED' } });
  });

  it('prints a one-time link to the page, for a key for a line at every provider', async () => {
    const [, address = '', code = ''] = /(http:\S+\/)#code=(\S+)/.exec(child.output.text) ?? [];
    expect((await fetch(address)).headers.get('content-type')).toContain('text/html');
    const redeem = () => fetch(`${url}/sign-in`, { method: 'POST', body: code });
    const key = (await (await redeem()).text()).trim();
    expect(key).toBe(keyOf("demo's lines"));
    const again = await redeem();
    expect([again.status, await again.text()]).toEqual([
      410,
      expect.stringContaining('This link was used already'),
    ]);
    const { phoneLines } = await get<{ phoneLines: { nodes: Line[] } }>(
      url,
      key,
      '{ phoneLines { nodes { provider perimeter { policies { mode } } } } }',
    );
    const providers = phoneLines.nodes.map(({ provider }) => provider);
    expect(providers.sort()).toEqual([
      ...['GENESYS', 'PILOT_STATUS', 'TELNYX', 'WAHA', 'WAWP', 'WUTS'],
    ]);
    const modes = phoneLines.nodes.flatMap(({ perimeter }) => perimeter.policies);
    expect(modes).toEqual(expect.arrayContaining([{ mode: 'ENFORCE' }, { mode: 'OBSERVE' }]));
  });

  it('prints a key for the whole tenant as well', async () => {
    const { callsViewer } = await get<{ callsViewer: object }>(
      url,
      keyOf('tenant-wide'),
      '{ callsViewer { scope } }',
    );
    expect(callsViewer).toEqual({ scope: 'TENANT' });
  });

  it('gives providers the port that it has taken', async () => {
    const { registerPhoneLine } = await get<{ registerPhoneLine: { webhookUrl: string } }>(
      url,
      keyOf('tenant-wide'),
      register,
      { input: { name: 'a line', pilotStatus: { apiKey: 'ps_any_key', baseUrl: publicHost } } },
    );
    expect(new URL(registerPhoneLine.webhookUrl).origin).toBe(
      `http://localhost:${new URL(url).port}`,
    );
    const event = { event: 'call.ringing', id: 'call_PORT', direction: 'INBOUND' };
    const body = JSON.stringify(event);
    expect((await fetch(registerPhoneLine.webhookUrl, { method: 'POST', body })).status).toBe(200);
  });

  it('lets lines be at the simulator of the demo and at no other port of this machine', async () => {
    const postgres = 'http://127.0.0.1:5432';
    const answers = await Promise.all(
      [url, postgres, 'http://localhost:9'].map((baseUrl) =>
        get<{ registerPhoneLine: object }>(url, keyOf('tenant-wide'), register, {
          input: { name: 'a line', pilotStatus: { apiKey: 'ps_any_key', baseUrl } },
        }),
      ),
    );
    expect(answers.map(({ registerPhoneLine }) => registerPhoneLine)).toEqual(
      Array.from({ length: 3 }, () => ({ __typename: 'PhoneLineInvalid' })),
    );
  });

  it('keeps its data for its owner’s eyes, and no credential in the clear', () => {
    const all = readdirSync(dataDir, { recursive: true, encoding: 'utf8' });
    // The database may delete a file of its own meanwhile.
    const modeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    const open = ['.', ...all].filter((path) => modeOf(join(dataDir, path)) & 0o077);
    expect(open).toEqual([]);
    expect(all.length).toBeGreaterThan(100);
    expect(readFileSync(join(dataDir, 'secrets.json'), 'utf8')).not.toContain('ps_simulated');
  });

  it('is alone in its directory: a second process is told what to do', async () => {
    const second = start({ DATA_DIR: dataDir });
    expect(await second.ended).toBe(1);
    expect(second.output.text).toContain(`Another process (${child.process.pid}) is using`);
    expect(second.output.text).toContain('set DATA_DIR to another directory');
    expect(
      (await ask(url, keyOf("demo's lines"), '{ callsViewer { name } }')).errors,
    ).toBeUndefined();
  });

  it('has everything that it had acknowledged when it is killed and started again', async () => {
    const key = keyOf("demo's lines");
    const everything = '{ calls(first: 100) { nodes { id revision status } } }';
    const before = await get<{ calls: { nodes: { id: string; status: string }[] } }>(
      url,
      key,
      everything,
    );
    await child.kill('SIGKILL');
    chmodSync(dataDir, 0o755);
    child = start({ DATA_DIR: dataDir });
    url = await urlOf(child);
    const after = await get<typeof before>(url, key, everything);
    const idsOf = ({ calls }: typeof before) => calls.nodes.map(({ id }) => id);
    expect(idsOf(after)).toEqual(expect.arrayContaining(idsOf(before)));
    expect(after.calls.nodes).toContainEqual(
      expect.objectContaining({ id: rejectedId, status: 'REJECTED' }),
    );
    await child.saw(/DATA_DIR/);
    expect(child.output.text).not.toContain('an internal address');
    expect(keyOf("demo's lines")).toBe(key);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  it('ends with 0 when it is told to', async () => {
    expect(await child.kill('SIGTERM')).toBe(0);
  });
});

describe('settings that are wrong', () => {
  afterEach(() => expect(children.at(-1)?.output.text).not.toContain('    at '));

  it('are all named at once, without what is secret in them', async () => {
    const child = start({
      PORT: 'ninety',
      LOG_LEVEL: 'loud',
      DEMO: 'maybe',
      DRAIN_MS: '-1',
      PUBLIC_URL: 'nowhere',
      DATABASE_URL: 'mysql://root:hunter2@db',
      POOL_SIZE: '0',
    });
    expect(await child.ended).toBe(1);
    const named = [...child.output.text.matchAll(/^ {2}- (\w+)/gm)].map(([, name]) => name);
    expect(named.sort()).toEqual([
      'DATABASE_URL',
      'DEMO',
      'DRAIN_MS',
      'LOG_LEVEL',
      'POOL_SIZE',
      'PORT',
      'PUBLIC_URL',
      'SEAL_KEYS',
    ]);
    expect(child.output.text).not.toContain('hunter2');
  });
});

describe('settings that are dangerous', () => {
  it('are all named at once, each with what to do and what accepts it', () => {
    const settings = {
      DATA_DIR: '/nonexistent',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'http://calls.example',
      ALLOWED_HOSTS: '*',
      SEAL_KEYS: 'x'.repeat(40),
    };
    const named = [
      ...messageOf(settings).matchAll(/^ {2}- (\w+).* add ([\w-]+) to ALLOW_UNSAFE/gm),
    ];
    expect(named.map(([, setting, danger]) => [setting, danger])).toEqual([
      ['HOST', 'demo-in-public'],
      ['PUBLIC_URL', 'http-public-url'],
      ['ALLOWED_HOSTS', 'any-host'],
      ['SEAL_KEYS', 'weak-secrets'],
    ]);
  });

  function messageOf(settings: Record<string, string>): string {
    try {
      readConfig(settings);
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
    }
    throw new Error('the settings were accepted');
  }
});
