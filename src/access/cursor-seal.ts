import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import type { TenantId } from '../call/ids.ts';

/** What a cursor points into. A cursor of one kind is not valid as another. */
export type CursorKind = 'event' | 'call' | 'caller' | 'line' | 'key' | 'change';

export type OpenedCursor =
  | { readonly is: 'opened'; readonly plain: Buffer }
  /** The cursor was sealed with a key that is not configured (any more). */
  | { readonly is: 'unknown-key' }
  /** It is malformed, was altered, or was sealed as another kind or for another tenant. */
  | { readonly is: 'not-ours' };

/**
 * Encrypts and authenticates cursors. In clear, a cursor for events would show its position in the journal, and thereby how
 * much all tenants together write. A cursor is valid for one tenant only.
 */
export interface CursorSeal {
  /**
   * Processes that seal with the same secret return the same cursor for the same position, because the cursor is also the event's
   * id.
   */
  seal(kind: CursorKind, tenantId: TenantId, plain: Buffer): string;
  open(kind: CursorKind, tenantId: TenantId, cursor: string): OpenedCursor;
}

// A cursor is the base64url of: version, id of the key, tag, encrypted content.
const version = 1;
const keyIdBytes = 4;
const tagBytes = 16;
const headBytes = 1 + keyIdBytes;
const maxCharacters = 2000;

/**
 * All secrets open cursors, so that keys can be rotated. One of them seals: the secret at the position that `sealsWith`
 * returns, which is the first that every live process has, so that each process can open the cursors of the others. Null: no
 * such secret is known; then the first seals.
 */
export function createCursorSeal(
  secrets: readonly string[],
  sealsWith: () => number | null = () => 0,
): CursorSeal {
  const keys = secrets.map(deriveKey);
  const [first] = keys;
  if (first === undefined) throw new Error('At least one secret is needed to seal cursors.');
  return {
    seal(kind, tenantId, plain) {
      const current = keys[sealsWith() ?? 0] ?? first;
      const tag = tagOf(current, kind, tenantId, plain);
      const cipher = createCipheriv('aes-256-ctr', current.cipherKey, tag);
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.of(version), current.id, tag, body]).toString('base64url');
    },
    open(kind, tenantId, cursor) {
      const bytes = Buffer.from(cursor.slice(0, maxCharacters), 'base64url');
      // Rejects text that is too long or that base64url would write differently.
      const isCanonical = bytes.toString('base64url') === cursor;
      const isLongEnough = bytes.length > headBytes + tagBytes;
      if (!isCanonical || !isLongEnough || bytes[0] !== version) return { is: 'not-ours' };
      const key = keys.find(({ id }) => id.equals(bytes.subarray(1, headBytes)));
      if (!key) return { is: 'unknown-key' };
      const tag = bytes.subarray(headBytes, headBytes + tagBytes);
      const cipher = createDecipheriv('aes-256-ctr', key.cipherKey, tag);
      const plain = Buffer.concat([
        cipher.update(bytes.subarray(headBytes + tagBytes)),
        cipher.final(),
      ]);
      const isAuthentic = timingSafeEqual(tag, tagOf(key, kind, tenantId, plain));
      return isAuthentic ? { is: 'opened', plain } : { is: 'not-ours' };
    },
  };
}

interface CursorKey {
  readonly id: Buffer;
  readonly macKey: Buffer;
  readonly cipherKey: Buffer;
}

function deriveKey(secret: string): CursorKey {
  const derive = (what: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', secret, '', `cursor ${what}`, bytes));
  return {
    id: derive('id', keyIdBytes),
    macKey: derive('mac', 32),
    cipherKey: derive('cipher', 32),
  };
}

/**
 * The tag is also the cipher's nonce (a synthetic IV): the same position always gives the same cursor, and two different positions never
 * share a nonce.
 */
function tagOf(key: CursorKey, kind: CursorKind, tenantId: TenantId, plain: Buffer): Buffer {
  const mac = createHmac('sha256', key.macKey).update(JSON.stringify([kind, tenantId]));
  return mac.update(plain).digest().subarray(0, tagBytes);
}
