import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const writer = fileURLToPath(new URL('writer.ts', import.meta.url));

function start(...args: string[]) {
  const child = spawn(process.execPath, [writer, ...args], { env: { PATH: process.env.PATH } });
  child.stdout.setEncoding('utf8');
  return child;
}

describe('the log of a process', () => {
  it('holds up nobody when what collects it has stopped reading', async () => {
    const child = start('2000', '5000');
    const said: string[] = [];
    child.stdout.on('data', (chunk: string) => said.push(chunk));
    await expect.poll(() => said.join(''), { timeout: 20_000 }).toContain('still alive');
    child.kill('SIGKILL');
    await once(child, 'close');
  });

  it('is written to its last line when the process exits', async () => {
    const child = start('3000', '100', 'exit');
    const lines = (await text(child.stderr)).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).n)).toEqual([...Array(3000).keys()]);
  });
});
