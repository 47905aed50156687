import { RequestError } from '../../access/errors.ts';

/** The kinds of requests, the most urgent first: a client's rejection, a provider's webhook, and a client's query. */
export const urgencies = ['reject', 'ring', 'query'] as const;
export type Urgency = (typeof urgencies)[number];

/**
 * Admits as many requests as the database can serve within a second or two, and refuses further ones at once, so that
 * a flood of requests cannot make every answer late. Each kind has its own places: a flood of queries takes no place of
 * a ring or a reject.
 */
export interface Admission {
  /** Throws UNAVAILABLE if all places are taken: after a wait in which none became free, or at once if too many requests wait. */
  run<Done>(urgency: Urgency, work: () => Promise<Done>): Promise<Done>;
}

export interface Places {
  /** Requests of this kind that are served at the same time. */
  readonly atOnce: number;
  /** Requests that may wait for one of these places; further ones are refused. */
  readonly waiting: number;
  /** How long a request waits before it is refused. */
  readonly waitMs: number;
}

export type AdmissionLimits = Readonly<Record<Urgency, Places>>;

/**
 * Rejects have the most places, because each keeps its place while the provider is asked. Concurrent rings are read
 * together, 64 in one statement, so 128 rings cost two statements.
 */
export const defaultPlaces: AdmissionLimits = {
  reject: { atOnce: 512, waiting: 512, waitMs: 3000 },
  ring: { atOnce: 128, waiting: 512, waitMs: 2000 },
  query: { atOnce: 32, waiting: 256, waitMs: 1000 },
};

export function createAdmission(
  limits: AdmissionLimits = defaultPlaces,
  onRefused: (urgency: Urgency) => void = () => {},
): Admission {
  const gates = new Map(urgencies.map((urgency) => [urgency, createGate(limits[urgency])]));
  return {
    async run(urgency, work) {
      const gate = gates.get(urgency);
      if (!(await gate?.enter())) {
        onRefused(urgency);
        throw tooManyRequests();
      }
      try {
        return await work();
      } finally {
        gate?.leave();
      }
    },
  };
}

/** Clients and providers are asked to come back after this. */
export const retryAfterMs = 1000;

function tooManyRequests(): RequestError {
  const message = 'More requests arrive than can be answered. Try again in a second.';
  return new RequestError('UNAVAILABLE', message, { retryAfterMs });
}

interface Gate {
  /** Returns false if the request is refused. After true, the request must call `leave`. */
  enter(): boolean | Promise<boolean>;
  leave(): void;
}

function createGate({ atOnce, waiting, waitMs }: Places): Gate {
  /** Settles each waiting request, in the order of arrival. */
  const queue = new Set<(admitted: boolean) => void>();
  let inside = 0;

  function wait(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const settle = (admitted: boolean) => {
      clearTimeout(timer);
      queue.delete(settle);
      resolve(admitted);
    };
    const timer = setTimeout(() => settle(false), waitMs);
    queue.add(settle);
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
      // The place passes to the request that has waited longest, so `inside` stays the same.
      const [next] = queue;
      if (next) next(true);
      else inside--;
    },
  };
}
