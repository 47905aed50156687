import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createCursorSeal } from '../access/cursor-seal.ts';
import { createSeal, sealKeyIds } from '../access/seal.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/connection/database.ts';
import { forgetProcess, noteProcess, type Process } from '../db/processes.ts';
import { type BackgroundLoop, startBackgroundLoop } from '../effects/background-loop.ts';
import type { Log } from '../log.ts';
import type { Overrides } from './overrides.ts';

/** Tells which key this process may seal with: the first of SEAL_KEYS that every live process has. */
interface SharedKeys extends BackgroundLoop {
  /** The place of the key in SEAL_KEYS; null if there is no such key, or the processes are not known yet. */
  sealsWith(): number | null;
}

interface Ground {
  readonly db: Database;
  readonly log: { child(subsystem: string): Log };
}

export async function openSeals(
  { sealKeys }: Config,
  { sharedKeysMs: everyMs = 3000 }: Overrides,
  { db, log }: Ground,
) {
  const keys = await shareKeys({ db, log: log.child('seal keys') }, { sealKeys, everyMs });
  return {
    seal: createSeal(sealKeys, keys.sealsWith),
    cursorSeal: createCursorSeal(sealKeys, keys.sealsWith),
    stop: keys.stop,
  };
}

interface Settings {
  readonly sealKeys: readonly string[];
  readonly everyMs: number;
}

/**
 * Enforces the order of a rotation: what a process seals with a new key, another could not open that has not got the key yet. The
 * embedded database has one process.
 */
async function shareKeys(
  { db, log }: { readonly db: Database; readonly log: Log },
  { sealKeys, everyMs }: Settings,
): Promise<SharedKeys> {
  if (db.kind === 'embedded') return { sealsWith: () => 0, stop: async () => {} };
  const ids = sealKeyIds(sealKeys);
  const self: Process = {
    id: randomUUID(),
    place: `${hostname()}, process ${process.pid}`,
    sealKeys: ids,
  };
  let place: number | null = null;
  let told = '';

  async function look(): Promise<void> {
    const others = await noteProcess(db, self);
    place = firstShared(ids, others);
    const lacking = others.filter((one) => !one.sealKeys.includes(ids[0] ?? ''));
    const places = lacking.map((one) => one.place);
    if (told === places.join('; ')) return;
    told = places.join('; ');
    if (places.length === 0) log.info('every process has the first of SEAL_KEYS; it seals now');
    else log.warn(place === null ? noShared : firstNotShared, { lacking: places });
  }

  const what = 'reading the seal keys of other processes';
  await look().catch((error: unknown) => log.warn(`${what} failed`, { error }));
  const loop = startBackgroundLoop(log, { what, everyMs }, look);
  return {
    sealsWith: () => place,
    async stop() {
      await loop.stop();
      // Without this, its row counts for another few seconds.
      await forgetProcess(db, self.id).catch(() => {});
    },
  };
}

const firstNotShared =
  'other processes lack the first of SEAL_KEYS, so another key seals; list it there and restart them';
const noShared =
  'no key in SEAL_KEYS is known to every process, so no credentials can be saved; list the same keys in each';

function firstShared(ids: readonly string[], others: readonly Process[]): number | null {
  const place = ids.findIndex((id) => others.every(({ sealKeys }) => sealKeys.includes(id)));
  return place === -1 ? null : place;
}
