import { randomBytes } from 'node:crypto';
import { auditOf } from '../../access/audit-of.ts';
import type { CursorSeal } from '../../access/cursor-seal.ts';
import { requireAllLines, requireScope } from '../../access/require-scope.ts';
import type { Seal } from '../../access/seal.ts';
import { mayUseLine, type Viewer } from '../../access/viewer.ts';
import { type LineId, newId, type TenantId } from '../../call/ids.ts';
import type { Database } from '../../db/connection/database.ts';
import {
  insertLine,
  readLine,
  readLines,
  type StoredLine,
  updateLine,
} from '../../db/lines/lines.ts';
import type { LineAccount, Provider, ProviderName } from '../../providers/provider.ts';
import type { FieldProblem, LineAnswer, LineInput } from '../lines.ts';
import type { LineCache } from '../loaded-line.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import { hashHookToken, sealContextOf } from './line-cache.ts';
import { checkLineFields } from './line-fields.ts';
import { viewLine } from './view-line.ts';

export interface LineDependencies {
  readonly db: Database;
  readonly seal: Seal;
  readonly cursorSeal: CursorSeal;
  readonly lineCache: LineCache;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  /** Resolves to the problem of a URL, or to null if requests may be sent to it. */
  readonly guard: { resolvesSafely(url: string): Promise<string | null> };
  /** The base of webhook URLs. */
  readonly publicUrl: () => string;
  readonly now: () => Date;
}

export async function registerLine(
  deps: LineDependencies,
  viewer: Viewer,
  input: LineInput,
): Promise<LineAnswer> {
  requireScope(viewer, 'lines:write', 'Lines are configured');
  requireAllLines(viewer, 'Lines are registered');
  const given = givenAccounts(deps, input);
  const problems = [
    ...checkLineFields(input),
    ...given.problems,
    ...(await unsafeUrls(deps, given)),
  ];
  const account = given.accounts[0];
  if (given.accounts.length !== 1 && given.problems.length === 0)
    problems.push(needsOneAccount(deps));
  if (problems.length > 0 || account === undefined) return { is: 'invalid', problems };

  const id = newId('line');
  const hook = needsHook(account) ? newHook(deps) : undefined;
  const line: StoredLine = {
    tenantId: viewer.tenantId,
    id,
    provider: account.provider.name,
    name: input.name ?? '',
    timeZone: input.timeZone ?? 'UTC',
    ringLimitMs: input.ringLimitMs ?? 45_000,
    hookTokenHash: hook?.hash,
    revision: 1,
    perimeter: {},
    registeredAt: deps.now(),
    ...sealAccount(deps, { tenantId: viewer.tenantId, id }, account),
  };
  const change = { action: 'registerPhoneLine', target: id, after: publicFields(line) };
  await insertLine(deps.db, line, auditOf(viewer, change));
  return { is: 'saved', line: viewLine(deps.lineCache, line), webhookUrl: hook?.url };
}

export async function changeLine(
  deps: LineDependencies,
  viewer: Viewer,
  id: LineId,
  input: LineInput,
): Promise<LineAnswer> {
  requireScope(viewer, 'lines:write', 'Lines are configured');
  if (!mayUseLine(viewer, id)) return { is: 'not-found' };
  return retryOnConflict(() => tryToChange(deps, viewer, id, input));
}

async function tryToChange(
  deps: LineDependencies,
  viewer: Viewer,
  id: LineId,
  input: LineInput,
): Promise<LineAnswer | 'lost'> {
  const line = await readLine(deps.db, viewer.tenantId, id);
  if (line === null || line.removedAt) return { is: 'not-found' };
  const given = givenAccounts(deps, input);
  const account = given.accounts[0];
  const problems = [
    ...checkLineFields(input),
    ...given.problems,
    ...(await unsafeUrls(deps, given)),
    ...accountsOfOtherProviders(line, given.accounts),
  ];
  if (problems.length > 0) return { is: 'invalid', problems };

  const hook = input.renewWebhook && line.hookTokenHash ? newHook(deps) : undefined;
  const changed: StoredLine = {
    ...line,
    name: input.name ?? line.name,
    timeZone: input.timeZone ?? line.timeZone,
    ringLimitMs: input.ringLimitMs ?? line.ringLimitMs,
    hookTokenHash: hook?.hash ?? line.hookTokenHash,
    ...(hook && {
      previousHookTokenHash: line.hookTokenHash,
      previousHookUntil: new Date(deps.now().getTime() + previousHookWorksMs),
    }),
    ...(account && sealAccount(deps, line, account)),
  };
  const audit = auditOf(viewer, {
    action: 'updatePhoneLine',
    target: id,
    before: publicFields(line),
    after: {
      ...publicFields(changed),
      accountReplaced: account !== undefined,
      webhookRenewed: hook !== undefined,
    },
  });
  if (!(await updateLine(deps.db, changed, audit))) return 'lost';
  deps.lineCache.forget(line);
  const [saved] = await readLines(deps.db, viewer.tenantId, [id]);
  if (saved === undefined) return { is: 'not-found' };
  return { is: 'saved', line: viewLine(deps.lineCache, saved), webhookUrl: hook?.url };
}

/** The fields that the audit log may show: no credential and no token. */
export function publicFields({
  name,
  provider,
  timeZone,
  ringLimitMs,
  baseUrl,
}: StoredLine): object {
  return { name, provider, timeZone, ringLimitMs, baseUrl };
}

interface GivenAccount {
  readonly provider: Provider;
  readonly account: LineAccount;
}

function givenAccounts(
  deps: LineDependencies,
  input: LineInput,
): { accounts: GivenAccount[]; problems: FieldProblem[] } {
  const accounts: GivenAccount[] = [];
  const problems: FieldProblem[] = [];
  for (const [name, fields] of Object.entries(input.accounts)) {
    const provider = deps.providers.get(name as ProviderName);
    if (provider === undefined || fields === undefined) continue;
    const account = provider.readAccount(fields);
    if (!Array.isArray(account)) accounts.push({ provider, account });
    else {
      for (const { field, message } of account) {
        problems.push({ field: `${fieldOf(provider.name)}.${field}`, message });
      }
    }
  }
  return { accounts, problems };
}

/** Clients choose the URLs to which this service sends a line's requests, so each must resolve to a public address. */
async function unsafeUrls(
  deps: LineDependencies,
  { accounts }: { accounts: readonly GivenAccount[] },
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const { provider, account } of accounts) {
    for (const [field, url] of Object.entries(account)) {
      if (typeof url !== 'string' || !/^(.+B|b)aseUrl$/.test(field)) continue;
      const message = await deps.guard.resolvesSafely(url);
      if (message) problems.push({ field: `${fieldOf(provider.name)}.${field}`, message });
    }
  }
  return problems;
}

/** The input's field for a provider: `pilotStatus` for `PILOT_STATUS`. */
function fieldOf(name: ProviderName): string {
  return name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

function needsOneAccount(deps: LineDependencies): FieldProblem {
  const fields = [...deps.providers.keys()].map((name) => `\`${fieldOf(name)}\``).join(', ');
  return { field: 'input', message: `Give the account of exactly one provider: ${fields}.` };
}

function accountsOfOtherProviders(
  line: StoredLine,
  accounts: readonly GivenAccount[],
): FieldProblem[] {
  return accounts
    .filter(({ provider }) => provider.name !== line.provider)
    .map(({ provider }) => ({
      field: fieldOf(provider.name),
      message: `The line is at ${line.provider}; give \`${fieldOf(line.provider)}\`, or register another line.`,
    }));
}

function needsHook({ provider, account }: GivenAccount): boolean {
  return provider.open(account).webhook !== undefined;
}

/**
 * The previous webhook URL works for this long, while an operator gives the new URL to the provider. A second renewal
 * ends it at once, because only one previous URL is stored.
 */
const previousHookWorksMs = 24 * 60 * 60_000;

function newHook(deps: LineDependencies): { url: string; hash: string } {
  const token = randomBytes(24).toString('base64url');
  return { url: `${deps.publicUrl()}/webhooks/${token}`, hash: hashHookToken(token) };
}

function sealAccount(
  deps: LineDependencies,
  line: { tenantId: TenantId; id: LineId },
  { account, provider }: GivenAccount,
): Pick<StoredLine, 'account' | 'baseUrl' | 'hookProof'> {
  const sealed = deps.seal.seal(JSON.stringify(account), sealContextOf(line));
  const hookProof = provider.open(account).webhookProof;
  return { account: sealed, baseUrl: account.baseUrl, hookProof };
}
