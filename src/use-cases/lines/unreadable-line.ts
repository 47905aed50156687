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
 * The provider client of a line whose credentials cannot be decrypted: each request fails and says why. Webhooks of
 * which the URL is the only proof are understood.
 */
export function unreadableLine(provider: Provider, line: StoredLine): ProviderLine {
  if (line.hookProof !== 'address') return unreadable;
  const { webhook } = provider.open({ baseUrl: line.baseUrl }, line.tenantId);
  return webhook ? { ...unreadable, webhook } : unreadable;
}

const unreadable: ProviderLine = {
  reject: refuse,
  sendText: refuse,
  blockCaller: refuse,
  unblockCaller: refuse,
  // The signature cannot be checked without the credentials. The error makes the provider send the webhook again.
  webhook() {
    throw new RequestError('UNAVAILABLE', 'The line’s credentials cannot be decrypted.');
  },
  listen() {
    throw new ListenError(problem);
  },
};
