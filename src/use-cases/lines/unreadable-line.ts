import { RequestError } from '../../access/errors.ts';
import type { Problem } from '../../call/problem.ts';
import type { StoredLine } from '../../db/lines/lines.ts';
import { ListenError, type Provider, type ProviderLine } from '../../providers/provider.ts';

const problem: Problem = {
  kind: 'WRONG_CREDENTIALS',
  message:
    'This service cannot decrypt the line’s credentials; nothing was sent. Give them again with `updatePhoneLine`.',
};

const refuse = async () => ({ is: 'refused', problem }) as const;

/**
 * The provider client of a line whose credentials cannot be decrypted. Each request is refused with the reason. Webhooks
 * are still read if the URL is their only proof, because that needs no credentials.
 */
export function unreadableLine(provider: Provider, line: StoredLine): ProviderLine {
  // A line without a webhook URL is listened to.
  if (line.hookTokenHash === undefined) return { ...unreadable, listen };
  if (line.hookProof !== 'address') return unreadable;
  const { webhook } = provider.open({ baseUrl: line.baseUrl }, line.tenantId);
  return webhook ? { ...unreadable, webhook } : unreadable;
}

const unreadable: ProviderLine = {
  reject: refuse,
  sendText: refuse,
  blockCaller: refuse,
  unblockCaller: refuse,
  // Without the credentials the signature cannot be checked. The error makes the provider send the webhook again later.
  webhook() {
    throw new RequestError('UNAVAILABLE', 'The line’s credentials cannot be decrypted.');
  },
};

function listen(): never {
  throw new ListenError(problem);
}
