import { ask } from '../service/ask.ts';
import { type Line, linesDocument } from '../service/lines.ts';
import { readScopes } from '../service/scopes.ts';

/** Of 100 lines each. */
const maxPages = 10;

export interface LinesRead {
  /** Empty without the scope `lines:read`. */
  readonly lines: readonly Line[];
  /** There are more lines than these. */
  readonly isCut: boolean;
  /** What the key may do. */
  readonly scopes: readonly string[];
}

interface LinesAnswer {
  readonly phoneLines: {
    readonly nodes: readonly Line[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export async function readLines(key: string): Promise<LinesRead> {
  const scopes = await readScopes(key);
  const lines: Line[] = [];
  if (!scopes.includes('lines:read')) return { lines, isCut: false, scopes };
  let after: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const { phoneLines }: LinesAnswer = await ask<LinesAnswer>(key, linesDocument, { after });
    lines.push(...phoneLines.nodes);
    if (!phoneLines.pageInfo.hasNextPage) return { lines, isCut: false, scopes };
    after = phoneLines.pageInfo.endCursor;
  }
  return { lines, isCut: true, scopes };
}
