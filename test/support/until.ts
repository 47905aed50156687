import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until something is there. */
export async function until<Value>(
  look: () => Value | undefined | null | false | Promise<Value | undefined | null | false>,
  patienceMs = 40_000,
): Promise<Value> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > giveUpAt) throw new Error(`It did not happen: ${look}`);
    await sleep(10);
  }
}
