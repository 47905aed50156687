import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/cli/calls/main.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** What every test sets, so that no settings or demo of this machine are found. */
const apart = { DATA_DIR: '/nonexistent' };

/** Runs `calls` as a user does, in a process of its own. */
export function startCalls(args: readonly string[], environment: Environment = {}) {
  const { PATH = '', CALLS_TEST_COMPILE_CACHE: NODE_COMPILE_CACHE = '' } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, ...apart, ...environment };
  const child = spawn(process.execPath, ['src/cli/calls.mjs', ...args], { cwd: root, env });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([out, err, [code]]) => ({ code: code as number | null, out, err }),
  );
  return { child, ended };
}

/** Runs `calls` in this process, because a process of its own takes half a second of CPU. */
export async function calls(
  args: readonly string[],
  environment: Environment = {},
  interrupted = new AbortController().signal,
) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const written = Promise.all([text(stdout), text(stderr)]);
  const code = await main(args, {
    environment: { ...apart, ...environment },
    stdout,
    stderr,
    paint: (_colour, plain) => plain,
    interrupted: () => interrupted,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await written;
  return { code, out, err };
}

/** The values of `--json`, one in each line. */
export function jsonIn(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
