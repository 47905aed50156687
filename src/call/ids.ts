import { randomFillSync } from 'node:crypto';

type Branded<Name extends string> = string & { readonly [brand]: Name };
declare const brand: unique symbol;

export type TenantId = Branded<'TenantId'>;
export type LineId = Branded<'LineId'>;
export type CallId = Branded<'CallId'>;
export type CallerId = Branded<'CallerId'>;
export type RejectionId = Branded<'RejectionId'>;
export type EffectId = Branded<'EffectId'>;
export type ApiKeyId = Branded<'ApiKeyId'>;
export type AuditId = Branded<'AuditId'>;

/** A provider's id of a call. Opaque outside that provider's folder. */
export type ProviderCallId = Branded<'ProviderCallId'>;

/** When a call is erased, a digest takes the place of its provider's id. Such a digest begins with this. */
export const erasedIdPrefix = 'erased:';

/** The type of id for each prefix. */
interface IdOf {
  ten: TenantId;
  line: LineId;
  call: CallId;
  clr: CallerId;
  rej: RejectionId;
  eff: EffectId;
  key: ApiKeyId;
  aud: AuditId;
}

/** Without i, l, o and u, which are easily misread. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ids begin with a timestamp, so that rows inserted together are adjacent in an index. */
export function newId<Prefix extends keyof IdOf>(prefix: Prefix, nowMs = Date.now()): IdOf[Prefix] {
  return `${prefix}_${encodeTime(nowMs)}${encodeRandom()}` as IdOf[Prefix];
}

function encodeTime(ms: number): string {
  let rest = ms;
  let text = '';
  // 10 characters of 5 bits hold every time until the year 37648 and keep ids of equal length.
  for (let i = 0; i < 10; i++) {
    text = alphabet[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** 16 characters of 5 bits: 80 random bits. */
function encodeRandom(): string {
  let text = '';
  for (let i = 0; i < 16; i++) text += alphabet[randomByte() & 31];
  return text;
}

/** Drawn in blocks, because a call of the generator costs much more than its bytes. */
const drawn = new Uint8Array(1024);
let used = drawn.length;

function randomByte(): number {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn[used++] as number;
}
