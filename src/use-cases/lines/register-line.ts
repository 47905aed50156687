import { auditOf } from '../../access/audit-of.ts';
import type { CursorSeal } from '../../access/cursor-seal.ts';
import { requireAllLines, requireScope } from '../../access/require-scope.ts';
import { mayUseLine, type Viewer } from '../../access/viewer.ts';
import { type AuditId, type LineId, newId } from '../../call/ids.ts';
import type { Database } from '../../db/connection/database.ts';
import type { Use } from '../../db/idempotency.ts';
import {
  insertLine,
  readLine,
  readLines,
  type StoredLine,
  updateLine,
} from '../../db/lines/lines.ts';
import { once } from '../idempotency/once.ts';
import type { LineAnswer, LineInput } from '../lines.ts';
import type { LineCache } from '../loaded-line.ts';
import { retryOnConflict } from '../retry-on-conflict.ts';
import {
  type AccountDependencies,
  accountsOfOtherProviders,
  givenAccounts,
  needsHook,
  needsOneAccount,
  sealAccount,
  unsafeUrls,
} from './given-account.ts';
import { checkLineFields } from './line-fields.ts';
import { viewLine } from './view-line.ts';
import { hookOf, renewedHook } from './webhook-url.ts';

export interface LineDependencies extends AccountDependencies {
  readonly db: Database;
  readonly cursorSeal: CursorSeal;
  readonly lineCache: LineCache;
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
  const { idempotencyKey, ...fields } = input;
  const request = { viewer, action: 'registerPhoneLine', idempotencyKey, input: fields };
  const id = newId('line');
  return once<LineAnswer>(deps, request, {
    made: id,
    write: (secret, use) => tryToRegister(deps, viewer, input, { id, secret, use }),
    repeat: (made, secret, replayed) =>
      savedBefore(deps, viewer, made as LineId, (line) => ({
        webhookUrl: currentHookUrl(deps, line, secret),
        replayed,
      })),
  });
}

/**
 * One attempt to save a line. A new webhook URL is made of the secret, which `once` derives again for a repeated request, so that it gets
 * the same URL. `use` records that the idempotency key was used, and is stored with the line; null without an idempotency key. An attempt
 * returns 'lost' if a concurrent request has used the idempotency key or changed the line: then nothing was stored, and the attempt is
 * repeated.
 */
interface Saving {
  readonly id: LineId;
  readonly secret: Buffer;
  readonly use: Use | null;
}

interface Changing extends Saving {
  readonly auditId: AuditId;
}

async function tryToRegister(
  deps: LineDependencies,
  viewer: Viewer,
  input: LineInput,
  { id, secret, use }: Saving,
): Promise<LineAnswer | 'lost'> {
  const given = givenAccounts(deps, input);
  const problems = [
    ...checkLineFields(input),
    ...given.problems,
    ...(await unsafeUrls(deps, given)),
  ];
  const account = given.accounts[0];
  // An account with problems is not in `accounts`, and needs no second problem.
  if (given.accounts.length !== 1 && given.problems.length === 0)
    problems.push(needsOneAccount(deps));
  if (problems.length > 0 || account === undefined) return { is: 'invalid', problems };

  const hook = needsHook(account) ? hookOf(deps.publicUrl(), secret) : undefined;
  const line: StoredLine = {
    tenantId: viewer.tenantId,
    id,
    provider: account.provider.name,
    // The schema requires a name.
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
  if (!(await insertLine(deps.db, line, auditOf(viewer, change), use))) return 'lost';
  return saved(deps, line, { webhookUrl: hook?.url, replayed: false });
}

export async function changeLine(
  deps: LineDependencies,
  viewer: Viewer,
  id: LineId,
  input: LineInput,
): Promise<LineAnswer> {
  requireScope(viewer, 'lines:write', 'Lines are configured');
  if (!mayUseLine(viewer, id)) return { is: 'not-found' };
  const { idempotencyKey, ...fields } = input;
  const request = { viewer, action: 'updatePhoneLine', idempotencyKey, input: { id, ...fields } };
  // One id for all attempts: after a lost connection the change may have been made, and it is logged once.
  const auditId = newId('aud');
  return once<LineAnswer>(deps, request, {
    made: id,
    write(secret, use) {
      const attempt = () => tryToChange(deps, viewer, input, { id, secret, use, auditId });
      // `once` repeats a lost attempt only with an idempotency key, which it looks up again first. `registerLine` needs no repetition
      // without a key: its line is new, so no concurrent change can make its attempt lost.
      return use ? attempt() : retryOnConflict(attempt);
    },
    repeat: (_made, secret, replayed) =>
      savedBefore(deps, viewer, id, (line) => ({
        webhookUrl: currentHookUrl(deps, line, secret),
        replayed,
      })),
  });
}

/** Only a line that has a webhook URL can get a new one. */
const renewsHook = (line: StoredLine, { renewWebhook }: LineInput) =>
  Boolean(renewWebhook && line.hookTokenHash);

/** The webhook URL that the secret gives, unless a later request has replaced it or removed the line. */
function currentHookUrl({ publicUrl }: LineDependencies, line: StoredLine, secret: Buffer) {
  const { url, hash } = hookOf(publicUrl(), secret);
  return line.hookTokenHash === hash ? url : undefined;
}

type SavedDetails = Pick<Extract<LineAnswer, { is: 'saved' }>, 'webhookUrl' | 'replayed'>;

function saved(deps: LineDependencies, line: StoredLine, details: SavedDetails): LineAnswer {
  return { is: 'saved', line: viewLine(deps.lineCache, line), ...details };
}

/**
 * The answer about a line that this or an earlier request has stored. The cache may still hold its version from before. Unlike
 * `readLine`, `readLines` also reads when the line's provider was last heard, which the answer shows.
 */
async function savedBefore(
  deps: LineDependencies,
  viewer: Viewer,
  id: LineId,
  detailsOf: (line: StoredLine) => SavedDetails,
): Promise<LineAnswer> {
  const [line] = await readLines(deps.db, viewer.tenantId, [id]);
  if (line === undefined) return { is: 'not-found' };
  deps.lineCache.forget(line);
  return saved(deps, line, detailsOf(line));
}

async function tryToChange(
  deps: LineDependencies,
  viewer: Viewer,
  input: LineInput,
  { id, secret, use, auditId }: Changing,
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

  const hook = renewsHook(line, input) ? hookOf(deps.publicUrl(), secret) : undefined;
  const changed: StoredLine = {
    ...line,
    name: input.name ?? line.name,
    timeZone: input.timeZone ?? line.timeZone,
    ringLimitMs: input.ringLimitMs ?? line.ringLimitMs,
    ...(hook && renewedHook(line, hook, deps.now())),
    ...(account && sealAccount(deps, line, account)),
  };
  const change = {
    action: 'updatePhoneLine',
    target: id,
    before: publicFields(line),
    after: {
      ...publicFields(changed),
      accountReplaced: account !== undefined,
      webhookRenewed: hook !== undefined,
    },
  };
  const audit = { ...auditOf(viewer, change), id: auditId };
  if (!(await updateLine(deps.db, changed, audit, use))) return 'lost';
  // Forgets the entries under the webhook tokens that the line had: a token may have been dropped by the change.
  deps.lineCache.forget(line);
  return savedBefore(deps, viewer, id, () => ({ webhookUrl: hook?.url, replayed: false }));
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
