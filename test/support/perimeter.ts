import type { LineId } from '../../src/call/ids.ts';
import { readLine, updateLine } from '../../src/db/lines/lines.ts';
import { readCopy } from '../../src/policies/copy/read-copy.ts';
import { readPolicies } from '../../src/policies/settings/read-policies.ts';
import type { TestApp } from './app.ts';
import { viewerOf } from './viewer.ts';

export interface PerimeterWish {
  readonly policies: readonly object[];
  readonly copy?: object;
  readonly killSwitch?: boolean;
  readonly rejectsPerMinute?: number;
}

/** Gives a line its policies. */
export async function setPerimeter(t: TestApp, lineId: string, wish: PerimeterWish): Promise<void> {
  const policies = readPolicies(wish.policies);
  if (policies.is === 'problems') throw new Error(JSON.stringify(policies.problems));
  const copy = wish.copy && readCopy(wish.copy);
  if (copy?.is === 'problems') throw new Error(JSON.stringify(copy.problems));
  const { tenantId } = await viewerOf(t.app, t.tenantKey);
  const line = await readLine(t.app.db, tenantId, lineId as LineId);
  if (line === null) throw new Error(`there is no line ${lineId}`);
  const { killSwitch, rejectsPerMinute } = wish;
  const perimeter = {
    policies: policies.policies,
    ...(copy && { copy: copy.copy }),
    ...(killSwitch !== undefined && { killSwitch }),
    ...(rejectsPerMinute !== undefined && { rejectsPerMinute }),
  };
  await updateLine(t.app.db, { ...line, perimeter }, null);
}
