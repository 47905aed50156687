/**
 * What waits for clients that read slowly, of all clients of this process together. Beyond the limit, the client that has
 * read nothing for the longest time is cut off.
 */
export interface UnreadBytes {
  /** Most of the limit is taken: whoever has left something unread is sent no more. */
  readonly isTight: boolean;
  open(client: UnreadClient): UnreadAccount;
}

interface UnreadClient {
  /** How many bytes the operating system has not accepted yet. */
  readonly count: () => number;
  readonly cutOff: () => void;
}

export interface UnreadAccount {
  /** To be called after every write, and whenever one has finished. */
  changed(): void;
  close(): void;
}

export function createUnreadBytes(maxBytes: number): UnreadBytes {
  /** In the order in which they have read something last. */
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
