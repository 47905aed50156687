import { Refusal } from './command.ts';
import type { Service } from './service.ts';

export interface ShownLine {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly baseUrl: string;
  readonly timeZone: string;
  readonly lastSignalAt: string | null;
  /** Null if its provider sends webhooks instead, or its credentials cannot be decrypted. */
  readonly listening: {
    readonly state: string;
    readonly problem: { message: string } | null;
  } | null;
  /** Null if its credentials cannot be decrypted. */
  readonly abilities: { readonly rejection: string; readonly canText: boolean } | null;
  readonly perimeter: { readonly killSwitch: boolean };
}

const query = `query ($after: String) { phoneLines(first: 100, after: $after) {
  nodes { id name provider baseUrl timeZone lastSignalAt
    listening { state problem { message } } abilities { rejection canText } perimeter { killSwitch } }
  pageInfo { hasNextPage endCursor } } }`;

interface Page {
  readonly phoneLines: {
    readonly nodes: readonly ShownLine[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const maxPages = 100;

/** Reads the lines that the key may see, at most 10 000. */
export async function readLines(service: Service): Promise<ShownLine[]> {
  const lines: ShownLine[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const { phoneLines }: Page = await service.ask<Page>(query, after === null ? {} : { after });
    lines.push(...phoneLines.nodes);
    if (!phoneLines.pageInfo.hasNextPage) break;
    after = phoneLines.pageInfo.endCursor;
  }
  return lines;
}

/** The line with this id or name. Refuses a name that several lines have. */
export function lineNamed(lines: readonly ShownLine[], wanted: string): ShownLine {
  const [line, another] = lines.filter(({ id, name }) => id === wanted || name === wanted);
  if (line && !another) return line;
  const list = lines.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
  const problem = line ? 'Several lines are called' : 'There is no line';
  throw new Refusal(`${problem} ${wanted}. These are the lines:\n${list}`);
}
