import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createCursorSeal } from '../access/cursor-seal.ts';
import { createErasureKeys } from '../access/erasure-keys.ts';
import { createSeal, sealKeyIds } from '../access/seal.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/connection/database.ts';
import { forgetProcess, noteProcess, type Process } from '../db/processes.ts';
import { type BackgroundLoop, startBackgroundLoop } from '../effects/background-loop.ts';
import type { Log } from '../log.ts';
import type { Overrides } from './overrides.ts';

/** Tells with which key this process may seal (encrypt) credentials and cursors: the first of SEAL_KEYS that every live process has. */
interface SharedKeys extends BackgroundLoop {
  /** The position of that key in SEAL_KEYS, or null if there is none, or if the other processes are not known yet. */
  sealsWith(): number | null;
}

interface Surroundings {
  readonly db: Database;
  readonly log: { child(subsystem: string): Log };
}

export async function openSeals(
  { sealKeys }: Config,
  { sharedKeysMs: everyMs = 3000 }: Overrides,
  { db, log }: Surroundings,
) {
  const keys = await shareKeys({ db, log: log.child('seal keys') }, { sealKeys, everyMs });
  const seal = createSeal(sealKeys, keys.sealsWith);
  return {
    seal,
    erasureKeys: createErasureKeys(seal, sealKeyIds(sealKeys)),
    cursorSeal: createCursorSeal(sealKeys, keys.sealsWith),
    stop: keys.stop,
  };
}

interface Settings {
  readonly sealKeys: readonly string[];
  readonly everyMs: number;
}

/**
 * Makes it safe to rotate keys one process at a time: a process does not seal with a new key until every other process has it
 * and could open the value. The embedded database has only one process.
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
  let position: number | null = null;
  /** The processes that the last log line named. Their names are logged again only when they change. */
  let logged = '';

  /** Tells the other processes which keys this one has, and reads which keys they have. */
  async function compareKeys(): Promise<void> {
    const others = await noteProcess(db, self);
    position = firstShared(ids, others);
    const lacking = others.filter(({ sealKeys }) => !sealKeys.includes(ids[0] ?? ''));
    const places = lacking.map(({ place }) => place);
    if (logged === places.join('; ')) return;
    logged = places.join('; ');
    if (places.length === 0) log.info('every process has the first of SEAL_KEYS; it seals now');
    else log.warn(position === null ? noShared : firstNotShared, { lacking: places });
  }

  const what = 'reading the seal keys of other processes';
  await compareKeys().catch((error: unknown) => log.warn(`${what} failed`, { error }));
  const loop = startBackgroundLoop(log, { what, everyMs }, compareKeys);
  return {
    sealsWith: () => position,
    async stop() {
      await loop.stop();
      // If this fails, other processes count this one as live for another few seconds.
      await forgetProcess(db, self.id).catch(() => {});
    },
  };
}

const firstNotShared =
  'other processes lack the first of SEAL_KEYS, so another key seals; list it there and restart them';
const noShared =
  'no key in SEAL_KEYS is known to every process, so no credentials can be saved; list the same keys in each';

function firstShared(ids: readonly string[], others: readonly Process[]): number | null {
  const position = ids.findIndex((id) => others.every(({ sealKeys }) => sealKeys.includes(id)));
  return position === -1 ? null : position;
}
