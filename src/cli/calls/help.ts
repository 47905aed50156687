import type { Command, Option } from './command.ts';
import { commonOptions } from './read-options.ts';

export function helpOf(commands: Readonly<Record<string, Command>>): string {
  const list = Object.entries(commands).map(
    ([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`,
  );
  return [
    'calls COMMAND [options]',
    '',
    ...list,
    '',
    '`calls COMMAND --help` tells more. Options of all commands:',
    ...optionLines(commonOptions),
    '',
    'Exit codes: 0 done; 1 not done, or something was found wrong; 2 the command line is wrong; 3 the service cannot be reached.',
    '',
  ].join('\n');
}

export function helpOfCommand(name: string, command: Command): string {
  const usage = ['calls', name, command.takes, '[options]'].filter(Boolean).join(' ');
  return [
    usage,
    '',
    command.details,
    '',
    ...optionLines({ ...command.options, ...commonOptions }),
    '',
  ].join('\n');
}

function optionLines(options: Readonly<Record<string, Option>>): string[] {
  const rows = Object.entries(options).map(([name, { short, value, help, multiple }]) => {
    const flag = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return [flag, `${help}${multiple ? '; may be repeated' : ''}`] as const;
  });
  const width = Math.max(...rows.map(([flag]) => flag.length));
  return rows.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`);
}
