import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CursorKind, createCursorSeal } from '../../src/access/cursor-seal.ts';
import type { TenantId } from '../../src/call/ids.ts';

const ours = 'ten_ours' as TenantId;
const theirs = 'ten_theirs' as TenantId;
const seal = createCursorSeal(['the first secret', 'an older secret']);
const notOurs = { is: 'not-ours' };
const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((list) => Buffer.from(list));

describe('a cursor', () => {
  it('brings back what was sealed, and is the same each time and in every process', () => {
    const another = createCursorSeal(['the first secret']);
    fc.assert(
      fc.property(bytes, (plain) => {
        const cursor = seal.seal('event', ours, plain);
        expect(seal.open('event', ours, cursor)).toEqual({ is: 'opened', plain });
        expect(another.seal('event', ours, plain)).toBe(cursor);
      }),
    );
  });

  it('is valid for its tenant and its list only', () => {
    const cursor = seal.seal('event', ours, Buffer.from('1'));
    expect(seal.open('event', theirs, cursor)).toEqual(notOurs);
    for (const kind of ['call', 'line'] satisfies CursorKind[]) {
      expect(seal.open(kind, ours, cursor)).toEqual(notOurs);
    }
  });

  it('shows nothing of its position: those of neighbours differ in every part but the name of the key', () => {
    const [one = '', next = ''] = [1, 2].map((n) => seal.seal('event', ours, Buffer.from([n])));
    const other = seal.seal('event', theirs, Buffer.from([1]));
    const tagOf = (cursor: string) => Buffer.from(cursor, 'base64url').subarray(5).toString('hex');
    expect(new Set([one, next, other].map(tagOf)).size).toBe(3);
  });

  it('is not read when any of its bits was changed', () => {
    const cursor = Buffer.from(seal.seal('event', ours, Buffer.alloc(20)), 'base64url');
    for (let bit = 0; bit < cursor.length * 8; bit++) {
      const changed = Buffer.from(cursor);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(seal.open('event', ours, changed.toString('base64url')).is).not.toBe('opened');
    }
  });

  it.each([
    ['empty', ''],
    ['a position in the clear', Buffer.from('1.2.3').toString('base64url')],
    ['cut off', seal.seal('event', ours, Buffer.from('1')).slice(0, -2)],
    ['longer', `${seal.seal('event', ours, Buffer.from('1'))}AA`],
    ['endless', 'MQ'.repeat(1_000_000)],
    ['in another spelling', `${seal.seal('event', ours, Buffer.from('12'))}=`],
  ])('is not read when it is %s', (_what, cursor) => {
    expect(seal.open('event', ours, cursor)).toEqual(notOurs);
  });

  it('of before a rotation is read as long as the old key is there, and then named as such', () => {
    const old = createCursorSeal(['an older secret']).seal('event', ours, Buffer.from('1'));
    expect(seal.open('event', ours, old).is).toBe('opened');
    const rotated = createCursorSeal(['the first secret']);
    expect(rotated.open('event', ours, old)).toEqual({ is: 'unknown-key' });
  });
});
