export type EventStreamWish = 'never' | 'for-subscriptions' | 'always';

/** Routers list all they can read for every operation; then only a subscription is worth a stream. */
export function readEventStreamWish(accept: string | undefined): EventStreamWish {
  const types = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  if (!types.includes('text/event-stream')) return 'never';
  const takesJson = types.some((type) => type && json.has(type));
  return takesJson ? 'for-subscriptions' : 'always';
}

const json: ReadonlySet<string> = new Set([
  'application/json',
  'application/graphql-response+json',
  'application/*',
  '*/*',
]);
