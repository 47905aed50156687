import type { WebhookRequest } from '../provider.ts';

/** Reads the fields of a webhook that is sent as a form, in their order; undefined if it is not a form. */
export function readForm({ headers, body }: WebhookRequest): URLSearchParams | undefined {
  // Without the header, the text is `undefined`, which does not match.
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] as string);
  return isForm ? new URLSearchParams(body.toString('utf8')) : undefined;
}
