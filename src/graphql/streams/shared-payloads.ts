import type { CallEvent } from '../../use-cases/calls.ts';

/** Executes and serialises an event once for all subscribers of a group, who have the same key and operation (`subscriberGroupOf`). */
export interface SharedPayloads {
  /** `showsPreviousCursor`: the payloads contain the previous cursor, so members with different ones cannot share a payload. */
  join(group: string, showsPreviousCursor: boolean): GroupMember;
}

export interface GroupMember {
  /** Calls `execute` unless another member of the group has done so for the same event. */
  payloadOf(event: CallEvent, execute: () => Promise<Buffer>): Promise<Buffer>;
  leave(): void;
}

interface Group {
  /** By `keyOf`. */
  readonly payloads: Map<string, Promise<Buffer>>;
  members: number;
}

interface CachedPayload {
  readonly group: Group;
  readonly key: string;
  readonly bytes: number;
}

/** The bound for the cached payloads of all groups together. An event whose payload was dropped is executed again. */
const maxBytes = 8 * 1024 * 1024;

export function createSharedPayloads(): SharedPayloads {
  const groups = new Map<string, Group>();
  const cache = createCache();

  function join(name: string, showsPreviousCursor: boolean): GroupMember {
    const group = groups.get(name) ?? { payloads: new Map(), members: 0 };
    groups.set(name, group);
    group.members += 1;
    let isMember = true;
    return {
      payloadOf(event, execute) {
        // A single member has nobody to share a payload with.
        if (group.members === 1) return execute();
        return executeOnce(group, keyOf(event, showsPreviousCursor), execute, cache);
      },
      leave() {
        if (!isMember) return;
        isMember = false;
        group.members -= 1;
        if (group.members <= 1) cache.dropGroup(group);
        if (group.members === 0) groups.delete(name);
      },
    };
  }
  return { join };
}

/**
 * The key includes the call's revision, because a member that has seen a newer state of the call must not get an older
 * one.
 */
function keyOf({ id, previousCursor, call }: CallEvent, showsPreviousCursor: boolean): string {
  return `${id} ${showsPreviousCursor ? previousCursor : ''} ${call?.revision}`;
}

function executeOnce(
  group: Group,
  key: string,
  execute: () => Promise<Buffer>,
  cache: Cache,
): Promise<Buffer> {
  const shared = group.payloads.get(key);
  if (shared !== undefined) return shared;
  const payload = execute();
  group.payloads.set(key, payload);
  payload.then(
    ({ byteLength: bytes }) => cache.add(payload, { group, key, bytes }),
    () => group.payloads.delete(key),
  );
  return payload;
}

interface Cache {
  add(payload: Promise<Buffer>, cached: CachedPayload): void;
  dropGroup(group: Group): void;
}

/** The payloads of all groups. Drops the oldest ones while all together exceed the bound. */
function createCache(): Cache {
  const all = new Map<Promise<Buffer>, CachedPayload>();
  let bytes = 0;

  function drop(payload: Promise<Buffer>, cached: CachedPayload): void {
    all.delete(payload);
    bytes -= cached.bytes;
    cached.group.payloads.delete(cached.key);
  }

  return {
    add(payload, cached) {
      // The group was dropped while the event was executed.
      if (cached.group.payloads.get(cached.key) !== payload) return;
      all.set(payload, cached);
      bytes += cached.bytes;
      for (const [oldest, entry] of all) {
        if (bytes <= maxBytes) return;
        drop(oldest, entry);
      }
    },
    dropGroup(group) {
      for (const payload of group.payloads.values()) {
        const cached = all.get(payload);
        if (cached) drop(payload, cached);
      }
      group.payloads.clear();
    },
  };
}
