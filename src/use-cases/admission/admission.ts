import { RequestError } from '../../access/errors.ts';

/** What requests are for, the most urgent first. */
export const urgencies = ['reject', 'ring', 'query'] as const;
export type Urgency = (typeof urgencies)[number];

/**
 * Lets in as many requests as the database can serve within a second or two, and refuses the others at once, so that
 * a flood neither grows a queue nor makes everything late. Each kind has places of its own: rings cannot take those of
 * rejects, nor queries those of rings.
 */
export interface Admission {
  /** Throws UNAVAILABLE if there is no place, or none became free in time. */
  run<Done>(urgency: Urgency, work: () => Promise<Done>): Promise<Done>;
}

export interface Places {
  /** Requests of this kind that are served at the same time. */
  readonly atOnce: number;
  /** Requests that wait for one of these places; further ones are refused. */
  readonly waiting: number;
  readonly waitMs: number;
}

export type AdmissionLimits = Readonly<Record<Urgency, Places>>;

/** A reject keeps its place while the provider is asked. Two full batches of rings are two statements. */
export const defaultPlaces: AdmissionLimits = {
  reject: { atOnce: 512, waiting: 512, waitMs: 3000 },
  ring: { atOnce: 128, waiting: 512, waitMs: 2000 },
  query: { atOnce: 32, waiting: 256, waitMs: 1000 },
};

export function createAdmission(
  limits: AdmissionLimits = defaultPlaces,
  onRefused: (urgency: Urgency) => void = () => {},
): Admission {
  const rooms = new Map(urgencies.map((urgency) => [urgency, createRoom(limits[urgency])]));
  return {
    async run(urgency, work) {
      const room = rooms.get(urgency);
      if (!(await room?.enter())) {
        onRefused(urgency);
        throw refused();
      }
      try {
        return await work();
      } finally {
        room?.leave();
      }
    },
  };
}

/** Clients and providers are asked to come back after this. */
export const retryAfterMs = 1000;

function refused(): RequestError {
  const message = 'More requests arrive than can be answered. Try again in a second.';
  return new RequestError('UNAVAILABLE', message, { retryAfterMs });
}

interface Room {
  /** False: refused. After true, `leave` must be called. */
  enter(): boolean | Promise<boolean>;
  leave(): void;
}

function createRoom({ atOnce, waiting, waitMs }: Places): Room {
  const queue = new Set<(admitted: boolean) => void>();
  let inside = 0;

  function wait(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const end = (admitted: boolean) => {
      clearTimeout(timer);
      queue.delete(end);
      resolve(admitted);
    };
    const timer = setTimeout(end, waitMs, false);
    queue.add(end);
    return promise;
  }

  return {
    enter() {
      if (inside < atOnce) {
        inside++;
        return true;
      }
      return queue.size < waiting ? wait() : false;
    },
    leave() {
      const [next] = queue;
      if (next) next(true);
      else inside--;
    },
  };
}
