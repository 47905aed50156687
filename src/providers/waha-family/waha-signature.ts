import { type HmacAlgorithm, isSignedWith } from '../kit/signature/hmac.ts';
import type { WebhookRequest } from '../provider.ts';

export const wahaSignatureHeader = 'x-webhook-hmac';

export interface WahaSigning {
  readonly secret: string;
  /** The name of the header in lower case. */
  readonly header: string;
  /** The algorithm if `X-Webhook-Hmac-Algorithm` is absent. */
  readonly defaultAlgorithm: HmacAlgorithm;
}

/** What is wrong with the signature of a request; undefined if it is valid. */
export function signatureProblem(
  { headers, body }: WebhookRequest,
  { secret, header, defaultAlgorithm }: WahaSigning,
): string | undefined {
  const signature = headers[header];
  if (signature === undefined) return 'the signature is missing';
  const algorithm = headers['x-webhook-hmac-algorithm'] ?? defaultAlgorithm;
  if (algorithm !== 'sha256' && algorithm !== 'sha512') {
    return 'the algorithm of the signature is not known';
  }
  if (!isSignedWith(secret, body, signature, algorithm)) return 'the signature does not match';
  return undefined;
}
