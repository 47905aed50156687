import type { WebhookRequest } from '../provider.ts';

/** The fields of a webhook that comes as a form rather than as JSON, in the order in which they were sent. */
export function readForm({ headers, body }: WebhookRequest): URLSearchParams | undefined {
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] as string);
  return isForm ? new URLSearchParams(body.toString('utf8')) : undefined;
}
