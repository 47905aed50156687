import { createHash } from 'node:crypto';
import type { Seal } from '../../access/seal.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { Database } from '../../db/connection/database.ts';
import { readLine, readLineByHook, type StoredLine } from '../../db/lines/lines.ts';
import type { Log } from '../../log.ts';
import type { LineAccount, Provider, ProviderName } from '../../providers/provider.ts';
import type { LineCache, LoadedLine } from '../loaded-line.ts';
import { unreadableLine } from './unreadable-line.ts';

export interface LineCacheDependencies {
  readonly db: Database;
  readonly seal: Seal;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly rememberMs: number;
  readonly log: Log;
}

/** Full maps are emptied at once: then each line is only read or logged once more. */
const maxEntries = 10_000;

export function createLineCache(deps: LineCacheDependencies): LineCache {
  /** A line is here under its id and under each of its webhook tokens. `freshUntil` is a time of `performance.now()`. */
  const entries = new Map<string, { loaded: LoadedLine; freshUntil: number }>();
  const load = lineLoader(deps);

  async function findOrRead(
    key: string,
    read: () => Promise<StoredLine | null>,
  ): Promise<LoadedLine | null> {
    const cached = entries.get(key);
    if (cached && cached.freshUntil > performance.now()) return cached.loaded;
    const stored = await read();
    if (stored === null) return null;
    // A provider client may hold a session, so the client of an expired entry is kept while the account is the same.
    const isSameAccount = cached?.loaded.line.account === stored.account;
    const loaded = cached && isSameAccount ? { ...cached.loaded, line: stored } : load(stored);
    if (entries.size >= maxEntries) entries.clear();
    const entry = { loaded, freshUntil: performance.now() + deps.rememberMs };
    // The previous webhook token is remembered only if it was asked for, because only that read checks whether it has expired.
    for (const each of [key, ...currentKeysOf(stored)]) entries.set(each, entry);
    return loaded;
  }

  return {
    byId: (tenantId, id) => findOrRead(idKey(tenantId, id), () => readLine(deps.db, tenantId, id)),
    byHookToken(token) {
      const hash = hashHookToken(token);
      return findOrRead(hookKey(hash), () => readLineByHook(deps.db, hash));
    },
    // Expired entries count too: a remembered token is only exempt from the limit on webhooks with unknown tokens, and `byHookToken`
    // decides whether a line has it.
    remembersHook: (token) => entries.has(hookKey(hashHookToken(token))),
    load,
    forget(line) {
      for (const key of allKeysOf(line)) entries.delete(key);
    },
  };
}

function lineLoader({ seal, providers, log }: LineCacheDependencies): LineCache['load'] {
  /** Each account that cannot be decrypted is logged once. */
  const logged = new Set<string>();

  function accountOf(line: StoredLine): LineAccount | null {
    // Housekeeping has deleted the account, because the line was removed.
    if (line.account === '') return null;
    try {
      return JSON.parse(seal.open(line.account, sealContextOf(line)));
    } catch (error) {
      if (logged.size >= maxEntries) logged.clear();
      if (logged.has(line.account)) return null;
      logged.add(line.account);
      const because = error instanceof Error ? error.message : String(error);
      log.error('the credentials of a line cannot be decrypted', { line: line.id, because });
      return null;
    }
  }

  return (line) => {
    const provider = providers.get(line.provider);
    if (provider === undefined) throw new Error(`This release has no provider ${line.provider}.`);
    const account = accountOf(line);
    return {
      line,
      credentials: account ? 'readable' : 'unreadable',
      provider: account ? provider.open(account, line.tenantId) : unreadableLine(provider, line),
      rejectionPromise: provider.rejection,
      actor: { kind: 'PROVIDER', name: provider.name },
    };
  };
}

/** The context that is bound to the ciphertext, so that credentials copied to another line or tenant cannot be opened. */
export function sealContextOf(line: { tenantId: TenantId; id: LineId }): string {
  return `${line.tenantId}/${line.id}`;
}

export function hashHookToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const idKey = (tenantId: TenantId, id: LineId) => `line ${tenantId} ${id}`;

const hookKey = (hash: string) => `hook ${hash}`;

function currentKeysOf({ tenantId, id, hookTokenHash }: StoredLine): string[] {
  const line = idKey(tenantId, id);
  return hookTokenHash ? [line, hookKey(hookTokenHash)] : [line];
}

function allKeysOf(line: StoredLine): string[] {
  const previous = line.previousHookTokenHash;
  return previous ? [...currentKeysOf(line), hookKey(previous)] : currentKeysOf(line);
}
