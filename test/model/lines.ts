import { defaultScopes } from '../../src/access/default-scopes.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { type ApiKeyId, type LineId, newId, type TenantId } from '../../src/call/ids.ts';
import { insertLine, type StoredLine } from '../../src/db/lines/lines.ts';
import { callerGone } from '../../src/policies/copy/copy-set.ts';
import { readCopy } from '../../src/policies/copy/read-copy.ts';
import { readPolicies } from '../../src/policies/settings/read-policies.ts';
import type { ProviderLine } from '../../src/providers/provider.ts';
import type { LineCache, LoadedLine } from '../../src/use-cases/loaded-line.ts';
import type { Stage } from './stage.ts';

export const ringLimitMs = 45_000;

/** What holds back the texts of the second line's policies, beside its kill switch. */
export const textLimits = { textCooldownMs: 10_000, textsPerMinute: 2 };
export const policyTexts = ['Please write.', 'You had gone: write.'] as const;

/** Two lines of one tenant. The second one rejects callers without a number by itself, and texts them. */
export interface ModelLines {
  readonly tenantId: TenantId;
  readonly ids: readonly LineId[];
  lineCacheFor(open: (line: LineId) => ProviderLine): LineCache;
  viewerOf(line: LineId, name: string): Viewer;
}

export async function addLines(stage: Stage): Promise<ModelLines> {
  const tenantId = newId('ten');
  await stage.ask('insert into tenants (id, name) values ($1, $2)', [tenantId, 'a tenant']);
  const stored = [lineOf(tenantId, {}), lineOf(tenantId, perimeter())];
  for (const line of stored) await insertLine(stage.db, line, null);
  return {
    tenantId,
    ids: stored.map(({ id }) => id),
    lineCacheFor: (open) => lineCacheOf(stored, open),
    viewerOf: (line, name) => ({
      ...{ tenantId, keyId: 'key_model' as ApiKeyId, name, lines: [line] },
      scopes: defaultScopes([line]),
    }),
  };
}

function lineOf(tenantId: TenantId, more: object): StoredLine {
  return {
    tenantId,
    id: newId('line'),
    provider: 'PILOT_STATUS',
    name: 'a line',
    timeZone: 'UTC',
    ringLimitMs,
    baseUrl: 'http://carrier.example',
    account: 'none',
    perimeter: more,
    revision: 1,
    registeredAt: new Date(),
  };
}

function perimeter(): object {
  const policies = readPolicies([
    { anonymousCaller: { who: ['LID_ONLY', 'WITHHELD'] }, copyKey: 'anonymous' },
  ]);
  const copy = readCopy({
    fallbackLocale: 'en',
    copies: [copyOf('anonymous', policyTexts[0]), copyOf(callerGone, policyTexts[1])],
  });
  if (policies.is !== 'policies') throw new Error(JSON.stringify(policies.problems));
  if (copy.is !== 'copy') throw new Error(JSON.stringify(copy.problems));
  return { policies: policies.policies, copy: copy.copy, killSwitch: false, ...textLimits };
}

function copyOf(key: string, text: string): object {
  return { key, variants: [{ name: 'a', weight: 1, texts: [{ locale: 'en', text }] }] };
}

function lineCacheOf(
  stored: readonly StoredLine[],
  open: (line: LineId) => ProviderLine,
): LineCache {
  const loaded = new Map<LineId, LoadedLine>();
  const loadLine = (line: StoredLine): LoadedLine => ({
    line,
    credentials: 'readable',
    provider: open(line.id),
    rejectionPromise: { answer: 'CONFIRMED', confirmedByEvent: true },
    actor: { kind: 'PROVIDER', name: 'CARRIER' },
  });
  return {
    async byId(_, id) {
      const line = stored.find((one) => one.id === id);
      const cached = loaded.get(id) ?? (line && loadLine(line));
      if (cached) loaded.set(id, cached);
      return cached ?? null;
    },
    byHookToken: async () => null,
    remembersHook: () => false,
    load: loadLine,
    forget() {},
  };
}
