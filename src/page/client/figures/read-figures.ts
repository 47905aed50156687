import { ask, now } from '../service/ask.ts';
import {
  type Attrition,
  attritionDocument,
  type CountedCall,
  countedDocument,
  type Figures,
} from '../service/figures.ts';
import { readScopes } from '../service/scopes.ts';

interface Page {
  readonly calls: {
    readonly nodes: readonly CountedCall[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const maxPages = 20;

/**
 * Reads the figures once, when the page is opened: they are not updated by events. Uses the first key that may read calls. Null if
 * none may.
 */
export async function readFigures(keys: readonly string[], hours: number): Promise<Figures | null> {
  const key = await firstThatReadsCalls(keys);
  if (key === null) return null;
  const to = new Date(now());
  const from = new Date(to.getTime() - hours * 3_600_000);
  // A caller counts as having come back only within an hour (`windowMs`).
  const input = { from, to, windowMs: 3_600_000, groupBy: ['COPY_VARIANT'] };
  const [counted, { callAttrition }] = await Promise.all([
    readCounted(key, from),
    ask<{ callAttrition: Attrition }>(key, attritionDocument, { input }),
  ]);
  return { ...counted, hours, countedAt: to.toISOString(), attrition: callAttrition };
}

async function firstThatReadsCalls(keys: readonly string[]): Promise<string | null> {
  for (const key of new Set(keys)) {
    if ((await readScopes(key)).includes('calls:read')) return key;
  }
  return null;
}

async function readCounted(key: string, from: Date): Promise<Pick<Figures, 'calls' | 'isCut'>> {
  const calls: CountedCall[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const variables: Record<string, unknown> = { from, ...(after !== null && { after }) };
    const answer: Page = await ask<Page>(key, countedDocument, variables);
    calls.push(...answer.calls.nodes);
    after = answer.calls.pageInfo.endCursor;
    if (!answer.calls.pageInfo.hasNextPage) return { calls, isCut: false };
  }
  return { calls, isCut: true };
}
