import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashSecret, matchesHash, newApiKey, parseApiKey } from '../../src/access/keys/api-key.ts';

describe('an API key', () => {
  it('is found by its id and proved by its secret', () => {
    const { id, key, hash } = newApiKey();
    const parsed = parseApiKey(key);
    expect(parsed?.id).toBe(id);
    expect(matchesHash(parsed?.secret ?? '', hash)).toBe(true);
  });

  it('is kept only as a hash', () => {
    const { key, hash } = newApiKey();
    expect(key).not.toContain(hash);
    expect(hash).toBe(hashSecret(key.slice(-43)));
  });

  it('is proved by no other secret', () => {
    const { hash } = newApiKey();
    fc.assert(
      fc.property(fc.string(), (secret) => {
        expect(matchesHash(secret, hash)).toBe(false);
      }),
    );
    expect(matchesHash(parseApiKey(newApiKey().key)?.secret ?? '', hash)).toBe(false);
    expect(matchesHash('x', '')).toBe(false);
  });

  it('is nothing else', () => {
    const { key } = newApiKey();
    const others = ['', 'cs_', key.slice(1), `${key}x`, `${key}\n`, key.toUpperCase(), ` ${key}`];
    expect(others.map(parseApiKey)).toEqual(others.map(() => null));
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseApiKey(text)).toBeNull();
      }),
    );
  });
});
