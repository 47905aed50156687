import { isRouterCredential } from '../../access/users/router-identity.ts';
import type { KeyChange } from './recheck-keys.ts';

/** The close code and reason for a websocket whose key was refused, or applies to other lines now. */
export function closeForKey(
  change: KeyChange,
  credential: string | undefined,
): [code: 4401 | 4403, reason: string] {
  if (change === 'key changed') return [4403, 'The key has changed: connect again'];
  return [refusalCode(credential), 'The key no longer works'];
}

/**
 * Clients give up after 4401, and connect again after 4403. A key that was refused is never valid again. A token, or the identity
 * that a router forwards, can expire, and the client may have a fresh one when it connects again.
 */
export function refusalCode(credential = ''): 4401 | 4403 {
  // A JSON Web Token consists of three parts, with dots between them.
  const isToken = credential.split('.').length === 3;
  return isToken || isRouterCredential(credential) ? 4403 : 4401;
}
