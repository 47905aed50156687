import type { AccountProblem } from '../provider.ts';

export function isHeaderSafe(value: unknown): value is string {
  return typeof value === 'string' && /^[\x21-\x7e]{1,512}$/.test(value);
}

export function webhookSecretProblems(secret: unknown): AccountProblem[] {
  if (secret === undefined || secret === null) return [];
  if (typeof secret === 'string' && secret !== '') return [];
  return [
    {
      field: 'webhookSecret',
      message:
        'webhookSecret must be a text that is not empty: leave it out when webhooks are not signed.',
    },
  ];
}

export function signatureHeaderProblems(header: unknown): AccountProblem[] {
  if (header === undefined || header === null) return [];
  if (typeof header === 'string' && /^[a-z0-9-]{1,64}$/i.test(header)) return [];
  const message =
    'webhookSignatureHeader must be the name of a header, such as X-Webhook-Signature.';
  return [{ field: 'webhookSignatureHeader', message }];
}

/** The field, where a text was given for it. */
export function given(field: string, value: unknown): Record<string, string> {
  return typeof value === 'string' ? { [field]: value } : {};
}
