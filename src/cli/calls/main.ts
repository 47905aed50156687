import { ConfigError } from '../../config.ts';
import { type Command, type ExitCode, type Output, Refusal, UsageError } from './command.ts';
import { helpOf, helpOfCommand } from './help.ts';
import { readOptions } from './read-options.ts';

/** Each is loaded when it is needed: `doctor` brings every provider along. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  lines: async () => (await import('./commands/lines.ts')).lines,
  keys: async () => (await import('./commands/keys.ts')).keys,
  tail: async () => (await import('./commands/tail.ts')).tail,
  ring: async () => (await import('./commands/ring.ts')).ring,
  replay: async () => (await import('./commands/replay.ts')).replay,
  export: async () => (await import('./commands/export.ts')).exportCall,
};

export async function main(args: readonly string[]): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  try {
    if (['', 'help', '--help', '-h'].includes(name)) {
      process.stdout.write(helpOf(await loadAll()));
      return name === '' ? 2 : 0;
    }
    const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined;
    if (load === undefined) throw new UsageError(`There is no command ${name}.`);
    return await runCommand(name, await load(), rest);
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\n\`calls ${commandNamed(name)}--help\` tells more.\n`);
      return error.exitCode;
    }
    const isPlain = error instanceof Refusal || error instanceof ConfigError;
    process.stderr.write(`${isPlain ? error.message : String((error as Error).stack ?? error)}\n`);
    return error instanceof Refusal ? error.exitCode : 1;
  }
}

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
): Promise<ExitCode> {
  const { words, options } = readOptions(command, args);
  if (options.isOn('help')) {
    process.stdout.write(helpOfCommand(name, command));
    return 0;
  }
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second one ends the process at once.
    process.once(signal, () => stopping.abort());
  }
  // `calls tail | head` closes the pipe when it has seen enough.
  process.stdout.on('error', () => stopping.abort());
  const out = outputTo(options.isOn('json'));
  return command.run({ words, options, out, signal: stopping.signal });
}

function outputTo(isJson: boolean): Output {
  return {
    isJson,
    line(text) {
      if (!isJson) process.stdout.write(`${text}\n`);
    },
    json(value) {
      if (isJson) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (text) => void process.stderr.write(`${text}\n`),
  };
}
