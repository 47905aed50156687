import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Child {
  readonly process: ChildProcess;
  /** Everything it has written so far. */
  readonly output: { text: string };
  /** Resolves with the match when it has written something like this; throws when it ends first. */
  saw(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code, null when a signal ended it. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
// A first start makes an embedded database, which takes half a minute on a busy machine.
const patienceMs = 100_000;

/** Runs a TypeScript file of ours in a process of its own. */
export function startChild(
  file: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Child {
  const { PATH, CALLS_TEST_COMPILE_CACHE: cache } = process.env;
  // From a compile cache V8 runs wrong code for private methods of classes, which CometD has: half of such services crashed.
  const isService = /(launch\.mjs|main\.ts)$/.test(file);
  const env = { PATH, ...(cache && !isService && { NODE_COMPILE_CACHE: cache }), ...environment };
  const child = spawn(process.execPath, [file, ...args], { cwd: root, env });
  const output = { text: '' };
  let look = () => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
      look();
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    look();
    return code as number | null;
  });

  function saw(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`it ${why}, having written:\n${output.text}`));
      const timer = setTimeout(() => fail(`did not write ${pattern}`), patienceMs);
      look = () => {
        const match = pattern.exec(output.text);
        const isOver = child.exitCode !== null || child.signalCode !== null;
        if (!match && !isOver) return;
        clearTimeout(timer);
        if (match) resolve(match);
        else fail(`ended with ${child.signalCode ?? child.exitCode}`);
      };
      look();
    });
  }

  return {
    process: child,
    output,
    saw,
    ended,
    kill(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
