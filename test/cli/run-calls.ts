import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** Runs `calls` as a user does, in a process of its own, apart from this machine's settings. */
export function startCalls(args: readonly string[], environment: Environment = {}) {
  const { PATH = '', NODE_COMPILE_CACHE = '' } = process.env;
  const env = { PATH, NODE_COMPILE_CACHE, DATA_DIR: '/nonexistent', ...environment };
  const child = spawn(process.execPath, ['src/cli/calls.mjs', ...args], { cwd: root, env });
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([out, err, [code]]) => ({ code: code as number | null, out, err }),
  );
  return { child, ended };
}

export function calls(args: readonly string[], environment: Environment = {}) {
  return startCalls(args, environment).ended;
}

/** The values of `--json`, one in each line. */
export function jsonIn(out: string): Record<string, unknown>[] {
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
