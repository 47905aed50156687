import { isSameSecret } from '../kit/signature/same-secret.ts';
import type { WebhookReading, WebhookRequest } from '../provider.ts';
import { readWahaEvent } from '../waha-family/waha-envelope.ts';
import { signatureProblem } from '../waha-family/waha-signature.ts';
import type { WawpAccount } from './account.ts';

/** Every configured proof must be valid. If none is configured, the webhook URL is the only proof. */
export function readWebhook(account: WawpAccount, request: WebhookRequest): WebhookReading {
  const because = urlProblem(account, request) ?? bodyProblem(account, request);
  if (because !== undefined) return { is: 'forged', because };
  return readWahaEvent(request.body, account);
}

function urlProblem({ webhookUrlSecret }: WawpAccount, { query }: WebhookRequest) {
  if (webhookUrlSecret === undefined) return undefined;
  const given = query.get('secret');
  if (given === null) return 'the secret is missing in the URL';
  return isSameSecret(webhookUrlSecret, given) ? undefined : 'the secret in the URL is wrong';
}

/** Wawp documents no header. The default algorithm is that of its SDK; a request that names an algorithm, as WAHA does, overrides it. */
function bodyProblem(account: WawpAccount, request: WebhookRequest) {
  const { webhookSecret: secret, webhookSignatureHeader: header } = account;
  if (secret === undefined) return undefined;
  return signatureProblem(request, { secret, header, defaultAlgorithm: 'sha256' });
}
