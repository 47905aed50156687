import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { ConfigError, type Environment, processEnvironment } from '../../config.ts';
import { type Command, type ExitCode, type Output, Refusal, UsageError } from './command.ts';
import { helpOf, helpOfCommand } from './help.ts';
import { readOptions } from './read-options.ts';

/** Each command is loaded when it is needed, because `doctor` loads the code of every provider. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  lines: async () => (await import('./commands/lines.ts')).lines,
  keys: async () => (await import('./commands/keys.ts')).keys,
  tail: async () => (await import('./commands/tail.ts')).tail,
  ring: async () => (await import('./commands/ring.ts')).ring,
  replay: async () => (await import('./commands/replay.ts')).replay,
  export: async () => (await import('./commands/export.ts')).exportCall,
};

/** The environment and the streams of a command. Tests replace them. */
export interface Terminal {
  readonly environment: Environment;
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly paint: Output['paint'];
  /** Aborts when the user interrupts the command. */
  interrupted(): AbortSignal;
}

const processTerminal: Terminal = {
  environment: processEnvironment,
  stdout: process.stdout,
  stderr: process.stderr,
  paint: (colour, text) => styleText(colour, text, { stream: process.stdout }),
  interrupted() {
    const stopping = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // After the first signal the process has no handler, so a second one ends it at once.
      process.once(signal, () => stopping.abort());
    }
    // `calls tail | head` closes the pipe when it has seen enough.
    process.stdout.on('error', () => stopping.abort());
    return stopping.signal;
  },
};

export async function main(
  args: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<ExitCode> {
  const { stdout, stderr } = terminal;
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  const [name = '', ...rest] = args;
  try {
    if (['', 'help', '--help', '-h'].includes(name)) {
      stdout.write(helpOf(await loadAll()));
      return name === '' ? 2 : 0;
    }
    const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
    if (load === undefined) throw new UsageError(`There is no command ${name}.`);
    return await runCommand(name, await load(), rest, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`${error.message}\n\`calls ${commandNamed(name)}--help\` tells more.\n`);
      return error.exitCode;
    }
    const isPlain = error instanceof Refusal || error instanceof ConfigError;
    stderr.write(`${isPlain ? error.message : String((error as Error).stack ?? error)}\n`);
    return error instanceof Refusal ? error.exitCode : 1;
  }
}

/** The reader of a pipe may end before us, as in `calls lines | head -1`. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** The command for the hint at its help, with a space; empty if there is no such command. */
const commandNamed = (name: string) => (Object.hasOwn(loaders, name) ? `${name} ` : '');

async function loadAll(): Promise<Record<string, Command>> {
  const loading = Object.entries(loaders).map(
    async ([name, load]) => [name, await load()] as const,
  );
  return Object.fromEntries(await Promise.all(loading));
}

async function runCommand(
  name: string,
  command: Command,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const { words, options } = readOptions(command, args, terminal.environment);
  if (options.isOn('help')) {
    terminal.stdout.write(helpOfCommand(name, command));
    return 0;
  }
  const out = outputTo(options.isOn('json'), terminal);
  return command.run({ words, options, out, signal: terminal.interrupted() });
}

function outputTo(isJson: boolean, { stdout, stderr, paint }: Terminal): Output {
  return {
    isJson,
    line(text) {
      if (!isJson) stdout.write(`${text}\n`);
    },
    json(value) {
      if (isJson) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (text) => void stderr.write(`${text}\n`),
    paint,
  };
}
