import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  type AdmissionLimits,
  createAdmission,
  type Urgency,
} from '../../../src/use-cases/admission/admission.ts';

const two = { atOnce: 1, waiting: 1, waitMs: 60_000 };
const limits: AdmissionLimits = { reject: two, ring: two, query: two };

function startWith(limits: AdmissionLimits) {
  const seen: string[] = [];
  const admission = createAdmission(limits, (urgency) => seen.push(`refused ${urgency}`));
  const endings = new Map<string, () => void>();
  const begin = (name: string, urgency: Urgency) =>
    admission
      .run(urgency, async () => {
        seen.push(`began ${name}`);
        await new Promise<void>((resolve) => endings.set(name, resolve));
      })
      .then(
        () => seen.push(`ended ${name}`),
        () => seen.push(`told ${name}`),
      );
  return { seen, begin, end: (name: string) => endings.get(name)?.() };
}

it('lets one in when another leaves, and refuses who finds no place to wait', async () => {
  const { seen, begin, end } = startWith(limits);
  const first = begin('first', 'ring');
  const second = begin('second', 'ring');
  await begin('third', 'ring');
  end('first');
  await first;
  end('second');
  await second;
  expect(seen).toEqual([
    ...['began first', 'refused ring', 'told third', 'began second', 'ended first', 'ended second'],
  ]);
});

it('lets in who has waited longest', async () => {
  const { seen, begin, end } = startWith({ ...limits, ring: { ...two, waiting: 2 } });
  const all = ['first', 'second', 'third'].map((name) => begin(name, 'ring'));
  for (const [n, name] of ['first', 'second', 'third'].entries()) {
    await setImmediate();
    end(name);
    await all[n];
  }
  expect(seen.filter((what) => what.startsWith('began'))).toEqual([
    ...['began first', 'began second', 'began third'],
  ]);
});

it('keeps a place for a reject while rings and queries fill theirs', async () => {
  const { seen, begin } = startWith(limits);
  for (const urgency of ['ring', 'ring', 'query', 'query'] as const) void begin(urgency, urgency);
  void begin('reject', 'reject');
  await setImmediate();
  expect(seen).toEqual(['began ring', 'began query', 'began reject']);
});

it('refuses who has waited too long, and gives the place to the next who comes', async () => {
  const impatient = { ...two, waitMs: 1 };
  const { seen, begin, end } = startWith({ ...limits, query: impatient });
  const first = begin('first', 'query');
  await begin('second', 'query');
  end('first');
  await first;
  void begin('third', 'query');
  await setImmediate();
  expect(seen).toEqual([
    ...['began first', 'refused query', 'told second', 'ended first', 'began third'],
  ]);
});

it('frees the place of what fails', async () => {
  const admission = createAdmission(limits);
  const failing = () => Promise.reject(new Error('no'));
  for (let n = 0; n < 3; n++) await expect(admission.run('query', failing)).rejects.toThrow('no');
});
