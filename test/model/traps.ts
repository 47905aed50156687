/** Where a process can be interrupted, as the statement or the request that it is about to make or has just made. */
export const points = [
  'before record',
  'after record',
  'after signal_facts',
  'after signal_facts_with_perimeter',
  'after call_by_any_id',
  'after call_by_id',
  'before claim_due_effects',
  'after claim_due_effects',
  'before postpone_effect',
  'after postpone_effect',
  'before note_attempt',
  'before the request',
  'after the provider processed it',
  'after the answer',
] as const;

export type Point = (typeof points)[number];

/**
 * What happens to a process there. A frozen one is stopped as a whole and may go on later; of a stalled one only
 * this step waits; where the acknowledgement is lost it has written and does not know.
 */
export type Harm = 'dies' | 'freezes' | 'stalls' | 'loses the acknowledgement';

export interface Trap {
  readonly point: Point;
  readonly harm: Harm;
}

/** What lies in wait for one process, and what has become of it. */
export interface Traps {
  readonly state: 'runs' | 'frozen' | 'dead';
  /** Something was done to it, so that what it was about to do may be left to others. */
  readonly harmed: boolean;
  /** A step waits for `release` or `thaw`. */
  readonly isStalled: boolean;
  set(trap: Trap): void;
  /** Passes a point; never comes back to a process that has died there. */
  pass(point: Point): Promise<void>;
  /** Whether the write that was just done is not to be acknowledged; once for each trap. */
  losesAcknowledgement(): boolean;
  /** A step that was stalled goes on: nothing waits for longer than time stands still. */
  release(): void;
  /** It goes on, and nothing lies in wait for it any more. */
  thaw(): void;
  die(): void;
}

export function setTraps(): Traps {
  const traps: Trap[] = [];
  let state: Traps['state'] = 'runs';
  let harmed = false;
  let stalled = 0;
  let thawed = Promise.withResolvers<void>();

  function spring(isSprung: (trap: Trap) => boolean): Trap | undefined {
    const n = traps.findIndex(isSprung);
    return n < 0 ? undefined : traps.splice(n, 1)[0];
  }

  async function suffer(harm: Harm): Promise<void> {
    harmed = true;
    if (harm === 'dies') state = 'dead';
    if (harm === 'freezes') state = 'frozen';
    if (harm !== 'stalls') return;
    stalled++;
    await thawed.promise;
    stalled--;
  }

  function release(): void {
    thawed.resolve();
    thawed = Promise.withResolvers();
  }

  return {
    get state() {
      return state;
    },
    get harmed() {
      return harmed;
    },
    get isStalled() {
      return stalled > 0;
    },
    set: (trap) => traps.push(trap),
    async pass(point) {
      const sprung = spring((trap) => trap.point === point && trap.harm !== lost);
      if (sprung && state !== 'dead') await suffer(sprung.harm);
      while (state === 'dead' || (state === 'frozen' && !hasLeft(point))) await thawed.promise;
    },
    losesAcknowledgement: () => spring(({ harm }) => harm === lost) !== undefined,
    release,
    thaw() {
      traps.length = 0;
      if (state === 'frozen') state = 'runs';
      release();
    },
    die() {
      harmed = true;
      state = 'dead';
    },
  };
}

/** Once a process has found that it may still send, nothing can call the request back. */
const hasLeft = (point: Point) => point === 'before the request';

const lost: Harm = 'loses the acknowledgement';
