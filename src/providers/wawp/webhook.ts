import { isSameSecret } from '../kit/signature/same-secret.ts';
import type { WebhookReading, WebhookRequest } from '../provider.ts';
import { readWahaEvent } from '../waha-family/waha-envelope.ts';
import { signatureProblem } from '../waha-family/waha-signature.ts';
import type { WawpAccount } from './account.ts';

/** Every proof that is configured must hold; without any, the address is the only one. */
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

/** The header is not documented and the algorithm is that of their SDK: WAHA's own, where it names one, goes first. */
function bodyProblem(account: WawpAccount, request: WebhookRequest) {
  const { webhookSecret: secret, webhookSignatureHeader: header } = account;
  if (secret === undefined) return undefined;
  return signatureProblem(request, { secret, header, unnamed: 'sha256' });
}
