/**
 * Limits the bytes that wait for slow clients, of all clients of this process together. Beyond the limit, the client that
 * has read nothing for the longest time is cut off.
 */
export interface UnreadBytes {
  /**
   * True if more than half of the limit is taken. A websocket with unread bytes then has no room for more
   * (`createSocketWrites`). Server-sent events and callbacks wait for an empty queue at all times.
   */
  readonly isTight: boolean;
  open(client: UnreadClient): UnreadAccount;
}

interface UnreadClient {
  /** How many bytes wait for this client. */
  readonly count: () => number;
  readonly cutOff: () => void;
}

export interface UnreadAccount {
  /** Must be called after every write, and when a write has finished. */
  changed(): void;
  close(): void;
}

export function createUnreadBytes(maxBytes: number): UnreadBytes {
  /** The unread bytes by client. A client moves to the end when it reads, so the one that has read nothing for longest is first. */
  const waiting = new Map<UnreadClient, number>();
  let total = 0;

  function set(client: UnreadClient, bytes: number): void {
    const before = waiting.get(client) ?? 0;
    total += bytes - before;
    if (bytes < before) waiting.delete(client);
    if (bytes > 0) waiting.set(client, bytes);
  }

  function cutOffBeyondLimit(): void {
    for (const [client] of waiting) {
      if (total <= maxBytes) return;
      set(client, 0);
      client.cutOff();
    }
  }

  return {
    get isTight() {
      return total > maxBytes / 2;
    },
    open(client) {
      let isClosed = false;
      return {
        changed() {
          const bytes = client.count();
          if (isClosed || (bytes === 0 && !waiting.has(client))) return;
          set(client, bytes);
          cutOffBeyondLimit();
        },
        close() {
          isClosed = true;
          set(client, 0);
        },
      };
    },
  };
}
