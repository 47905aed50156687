import type { StoredLine } from '../../db/lines/lines.ts';
import { hashHookToken } from './line-cache.ts';

export interface Hook {
  readonly url: string;
  readonly hash: string;
}

/** The URL contains the first 24 bytes of the secret. Only their hash is stored. */
export function hookOf(publicUrl: string, secret: Buffer): Hook {
  const token = secret.subarray(0, 24).toString('base64url');
  return { url: `${publicUrl}/webhooks/${token}`, hash: hashHookToken(token) };
}

/**
 * The previous webhook URL works for this long, while an operator gives the new URL to the provider. A second renewal
 * ends it at once, because only one previous URL is stored.
 */
const previousHookWorksMs = 24 * 60 * 60_000;

/** The fields of a line that gets this webhook URL. After a commit that was not acknowledged, the line may have it already. */
export function renewedHook(line: StoredLine, { hash }: Hook, now: Date): Partial<StoredLine> {
  if (line.hookTokenHash === hash) return {};
  return {
    hookTokenHash: hash,
    previousHookTokenHash: line.hookTokenHash,
    previousHookUntil: new Date(now.getTime() + previousHookWorksMs),
  };
}
