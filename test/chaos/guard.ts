import { spawn } from 'node:child_process';

/** Sees to it that no child outlives us, however we end. */
export interface Guard {
  watch(pid: number): void;
  release(pid: number): void;
  /** Kills whatever is left, and goes. */
  end(): void;
}

// It reads pids from us; the end of its input, which is also what our own death looks like, ends them.
const keeper = `
  left=' '
  while read -r sign pid; do
    case $sign in
      +) left="$left$pid " ;;
      -) left=$(printf %s "$left" | sed "s/ $pid / /") ;;
    esac
  done
  for pid in $left; do kill -KILL "$pid" 2>/dev/null; done
`;

export function startGuard(): Guard {
  const shell = spawn('/bin/sh', ['-c', keeper], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  shell.stdin.on('error', () => {});
  return {
    watch: (pid) => void shell.stdin.write(`+ ${pid}\n`),
    release: (pid) => void shell.stdin.write(`- ${pid}\n`),
    end: () => void shell.stdin.end(),
  };
}
