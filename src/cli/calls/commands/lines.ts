import type { Command } from '../command.ts';
import { readLines, type ShownLine } from '../read-lines.ts';
import { openService } from '../service.ts';
import { moment, table } from '../table.ts';

export const lines: Command = {
  summary: 'lists the lines, and what is wrong with them',
  takes: '',
  details:
    'Lists the lines that the key may see: the provider, the last signal and what is wrong with each.',
  options: {},
  // The least and the most words after the name of the command.
  words: [0, 0],
  async run({ options, out }) {
    const shown = await readLines(openService(options));
    // `json` writes only with `--json`, and `line` only without.
    for (const line of shown) out.json(line);
    if (shown.length === 0) out.line('There is no line that this key may see.');
    else out.line(table(['ID', 'NAME', 'PROVIDER', 'LAST SIGNAL', 'STATE'], shown.map(rowOf)));
    return 0;
  },
};

function rowOf(line: ShownLine): string[] {
  const { id, name, provider, lastSignalAt } = line;
  return [id, name, provider, lastSignalAt ? moment(lastSignalAt) : 'never', stateOf(line)];
}

function stateOf({ abilities, listening, perimeter }: ShownLine): string {
  const states = [
    abilities === null && 'credentials cannot be read: give them again with updatePhoneLine',
    listening?.state === 'NOT_HEARD' && `not heard${because(listening.problem)}`,
    listening?.state === 'HEARD' && listening.problem && `impaired${because(listening.problem)}`,
    perimeter.killSwitch && 'kill switch on',
  ].filter(Boolean);
  return states.join('; ') || 'ok';
}

const because = (problem: { message: string } | null) => (problem ? `: ${problem.message}` : '');
