import { RequestError } from '../../access/errors.ts';
import type { Problem } from '../../call/problem.ts';
import { ListenError, type ProviderLine } from '../../providers/provider.ts';

const problem: Problem = {
  kind: 'WRONG_CREDENTIALS',
  message:
    'This service cannot open the line’s credentials; nothing was sent. Give them again with `updatePhoneLine`.',
};

const refuse = async () => ({ is: 'refused', problem }) as const;

/** Stands before a line whose credentials we cannot open, so that it fails by itself and says why. */
export const lockedLine: ProviderLine = {
  reject: refuse,
  sendText: refuse,
  blockCaller: refuse,
  unblockCaller: refuse,
  // Whether it is forged cannot be told either. It may come again to somebody who has the key.
  webhook() {
    throw new RequestError('UNAVAILABLE', 'The line’s credentials cannot be opened.');
  },
  listen() {
    throw new ListenError(problem);
  },
};
