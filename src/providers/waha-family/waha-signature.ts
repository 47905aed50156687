import { type HmacAlgorithm, isSignedWith } from '../kit/signature/hmac.ts';
import type { WebhookRequest } from '../provider.ts';

export const wahaSignatureHeader = 'x-webhook-hmac';

export interface WahaSigning {
  readonly secret: string;
  /** In lower case. */
  readonly header: string;
  /** Meant when `X-Webhook-Hmac-Algorithm` is absent. */
  readonly unnamed: HmacAlgorithm;
}

/** What is wrong with a request's signature, if anything is. */
export function signatureProblem(
  { headers, body }: WebhookRequest,
  { secret, header, unnamed }: WahaSigning,
): string | undefined {
  const signature = headers[header];
  if (signature === undefined) return 'the signature is missing';
  const algorithm = headers['x-webhook-hmac-algorithm'] ?? unnamed;
  if (algorithm !== 'sha256' && algorithm !== 'sha512') {
    return 'the signature is of an algorithm that is not known';
  }
  if (!isSignedWith(secret, body, signature, algorithm)) return 'the signature does not match';
  return undefined;
}
