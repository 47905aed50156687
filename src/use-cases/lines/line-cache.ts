import { createHash } from 'node:crypto';
import type { Seal } from '../../access/seal.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { Database } from '../../db/connection/database.ts';
import { readLine, readLineByHook, type StoredLine } from '../../db/lines/lines.ts';
import type { Log } from '../../log.ts';
import type { LineAccount, Provider, ProviderName } from '../../providers/provider.ts';
import type { LineBook, OpenLine } from '../loaded-line.ts';
import { lockedLine } from './unreadable-line.ts';

export interface LineBookParts {
  readonly db: Database;
  readonly seal: Seal;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  readonly rememberMs: number;
  readonly log: Log;
}

const maxRemembered = 10_000;

export function createLineBook(parts: LineBookParts): LineBook {
  const remembered = new Map<string, { line: OpenLine; until: number }>();
  const openLine = lineOpener(parts);

  async function look(
    key: string,
    read: () => Promise<StoredLine | null>,
  ): Promise<OpenLine | null> {
    const known = remembered.get(key);
    if (known && known.until > performance.now()) return known.line;
    const stored = await read();
    if (stored === null) return null;
    // A provider's side of a line may hold a session: it lives on while the account is the same.
    const same = known?.line.line.account === stored.account;
    const line = known && same ? { ...known.line, line: stored } : openLine(stored);
    if (remembered.size >= maxRemembered) remembered.clear();
    const entry = { line, until: performance.now() + parts.rememberMs };
    for (const name of keysOf(stored)) remembered.set(name, entry);
    return line;
  }

  return {
    byId: (tenantId, id) => look(idKey(tenantId, id), () => readLine(parts.db, tenantId, id)),
    byHookToken(token) {
      const hash = hashHookToken(token);
      return look(`hook ${hash}`, () => readLineByHook(parts.db, hash));
    },
    open: openLine,
    forget(line) {
      for (const name of keysOf(line)) remembered.delete(name);
    },
  };
}

function lineOpener({ seal, providers, log }: LineBookParts): LineBook['open'] {
  const named = new Set<string>();

  function accountOf(line: StoredLine): LineAccount | null {
    try {
      return JSON.parse(seal.open(line.account, sealedFor(line)));
    } catch (error) {
      if (named.size >= maxRemembered) named.clear();
      if (named.has(line.account)) return null;
      named.add(line.account);
      const because = error instanceof Error ? error.message : String(error);
      log.error('the credentials of a line cannot be opened', { line: line.id, because });
      return null;
    }
  }

  return (line) => {
    const provider = providers.get(line.provider);
    if (provider === undefined) throw new Error(`This release does not know ${line.provider}.`);
    const account = accountOf(line);
    return {
      line,
      credentials: account ? 'open' : 'locked',
      provider: account ? provider.open(account) : lockedLine,
      rejection: provider.rejection,
      actor: { kind: 'PROVIDER', name: provider.name },
    };
  };
}

export function sealedFor(line: { tenantId: TenantId; id: LineId }): string {
  return `${line.tenantId}/${line.id}`;
}

export function hashHookToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

const idKey = (tenantId: TenantId, id: LineId) => `line ${tenantId} ${id}`;

function keysOf(line: StoredLine): string[] {
  const keys = [idKey(line.tenantId, line.id)];
  return line.hookTokenHash ? [...keys, `hook ${line.hookTokenHash}`] : keys;
}
