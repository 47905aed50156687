import { type Follow, type Followed, follow } from './follow.ts';
import type { Payload } from './transport.ts';

export interface Observer<Data> {
  next(payload: Payload<Data>): void;
  /** Called when events are missing, so that what the client shows must be read again. */
  gap?(gap: Extract<Followed<Data>, { is: 'gap' }>): void;
  /** Called at most once, and last, with what has ended the events, such as a `FollowError`. */
  error?(error: unknown): void;
}

/** `follow` for clients that are given callbacks, such as Apollo Client's links and urql's exchanges. Returns a function that ends it. */
export function observe<Data = Record<string, unknown>, Variables extends object = object>(
  options: Omit<Follow<Data, Variables>, 'signal'>,
  observer: Observer<Data>,
): () => void {
  const ended = new AbortController();
  void deliver(follow({ ...options, signal: ended.signal }), observer, ended.signal);
  return () => ended.abort();
}

async function deliver<Data>(
  items: AsyncIterable<Followed<Data>>,
  observer: Observer<Data>,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const item of items) {
      if (signal.aborted) return;
      if (item.is === 'event') observer.next(item.payload);
      else observer.gap?.(item);
    }
  } catch (error) {
    observer.error?.(error);
  }
}
