import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSeal } from '../../src/access/seal.ts';

const old = 'an old secret that was used for a while';
const current = 'the secret that everything is sealed with';

/** Half characters too. `fc.string` would first list all characters, which takes a second. */
const anyCodeUnits = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 30 })
  .map((units) => String.fromCharCode(...units));

describe('a sealed credential', () => {
  const seal = createSeal([current, old]);

  it('opens for what it was sealed for, whatever it is', () => {
    fc.assert(
      fc.property(anyCodeUnits, fc.string(), (plain, boundTo) => {
        expect(seal.open(seal.seal(plain, boundTo), boundTo)).toBe(plain.toWellFormed());
      }),
    );
  });

  it('opens for no other tenant or line', () => {
    const sealed = seal.seal('ps_secret', 'ten_1/line_1');
    expect(() => seal.open(sealed, 'ten_2/line_1')).toThrow();
    expect(() => seal.open(sealed, 'ten_1/line_2')).toThrow();
  });

  it('does not open when any part of it was changed', () => {
    const sealed = seal.seal('ps_secret', 'ten_1/line_1');
    const parts = sealed.split('.');
    for (const n of parts.keys()) {
      const changed = parts.map((part, at) => (at === n ? flip(part) : part)).join('.');
      expect(() => seal.open(changed, 'ten_1/line_1'), changed).toThrow();
    }
    expect(() => seal.open(parts.slice(0, 4).join('.'), 'ten_1/line_1')).toThrow('is malformed');
  });

  it('is never the same twice and shows nothing of what it holds', () => {
    const first = seal.seal('ps_secret', 'x');
    expect(first).not.toBe(seal.seal('ps_secret', 'x'));
    expect(first).not.toContain('ps_secret');
    expect(first).not.toContain(Buffer.from('ps_secret').toString('base64url'));
  });

  it('opens after a new secret was put in front, and not once the old one is gone', () => {
    const sealed = createSeal([old]).seal('ps_secret', 'x');
    expect(seal.open(sealed, 'x')).toBe('ps_secret');
    expect(() => createSeal([current]).open(sealed, 'x')).toThrow('SEAL_KEYS');
    expect(createSeal([current]).open(seal.seal('new', 'x'), 'x')).toBe('new');
  });
});

it('needs a secret', () => {
  expect(() => createSeal([])).toThrow('At least one secret');
});

const flip = (part: string) => (part[0] === 'A' ? 'B' : 'A') + part.slice(1);
