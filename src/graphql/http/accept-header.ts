export type EventStreamAccepted = 'never' | 'for-subscriptions' | 'always';

/** A client that accepts JSON as well, as routers do for every operation, gets a stream only for a subscription. */
export function readEventStreamAccepted(accept: string | undefined): EventStreamAccepted {
  const types = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  if (!types.includes('text/event-stream')) return 'never';
  const acceptsJson = types.some((type) => type && jsonTypes.has(type));
  return acceptsJson ? 'for-subscriptions' : 'always';
}

const jsonTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/graphql-response+json',
  'application/*',
  '*/*',
]);
