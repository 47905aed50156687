import { createHash } from 'node:crypto';
import type { WebhookReading } from '../provider.ts';

/** The result for a webhook that was understood. A list that is left out is empty. */
export function read(found: Partial<Extract<WebhookReading, { is: 'read' }>>): WebhookReading {
  return { is: 'read', signals: [], messages: [], unknown: [], ...found };
}

/** The result for a webhook that is not understood. `because` is for people. */
export function malformed(because: string): WebhookReading {
  return { is: 'malformed', because };
}

export const notAnObject = malformed('the body is not a JSON object, or is nested too deeply');

/** A deduplication key for an event without an id of its own. The same content always gives the same key. */
export function hashedKey(event: string, ...parts: readonly (string | undefined)[]): string {
  const content = JSON.stringify([event, ...parts.map((part) => part ?? null)]);
  return `${event}#sha256:${createHash('sha256').update(content).digest('hex')}`;
}
