import { randomBytes } from 'node:crypto';

export type LegState = 'Dialing' | 'Ringing' | 'Established' | 'Held' | 'Released';

/** One leg: a call at the device of one agent. A call that returns to its queue has several. An agent sees only its own. */
export interface SimulatedLeg {
  readonly id: string;
  readonly agent: string;
  /** Two ids of the whole call, which are the same for all its legs. */
  readonly connId: string;
  readonly callUuid: string;
  /** The caller's number; empty if it is withheld. */
  readonly peerNumber: string;
  readonly callType: 'Inbound' | 'Outbound' | 'Internal';
  readonly isFromQueue: boolean;
  /** The number of the agent's device, which is then the first participant of the leg. */
  readonly namesAgent?: string;
  readonly startedAt: number;
  state: LegState;
}

export interface RingOptions {
  readonly from?: string;
  /** The default is the first agent. */
  readonly agent?: string;
  /** A direct call to the agent, which cannot be rejected. */
  readonly isDirect?: boolean;
  /** The number of the agent's device, if the leg is to name it as its first participant. */
  readonly namesAgent?: string;
  /** How long it has been ringing already. */
  readonly sinceMs?: number;
}

export interface SwitchOptions {
  readonly agents: readonly string[];
  /** How long a rejected call waits in its queue. */
  readonly requeueAfterMs: number;
  /** The agent to whom the queue offers the call next. */
  readonly requeueTo: 'same' | 'next';
  /** Whether each leg has an id of its own or the id of its call. Genesys does not document it. */
  readonly legIds: 'own' | 'of-the-call';
}

export interface Switch {
  ring(options?: RingOptions): SimulatedLeg;
  dial(agent: string, to: string): SimulatedLeg;
  answer(legId: string): void;
  hold(legId: string): void;
  /** The caller hangs up, also while the call waits in the queue. */
  hangUp(legId: string): void;
  /** Ends the leg. After `requeueAfterMs` the queue offers the call again. */
  reject(leg: SimulatedLeg): void;
  /** The queue offers a rejected call again before `requeueAfterMs` is over. */
  offerNow(legId: string): void;
  leg(id: string): SimulatedLeg | undefined;
  legsOf(agent: string): readonly SimulatedLeg[];
  stop(): void;
}

/** The legs that are remembered; beyond that, the oldest is forgotten. */
const kept = 10_000;

/** The telephone switch: the calls, their agents and the queue. `tell` is called when a leg begins or changes. */
export function createSwitch(options: SwitchOptions, tell: (leg: SimulatedLeg) => void): Switch {
  const legs = new Map<string, SimulatedLeg>();
  const queue = createQueue(options.requeueAfterMs, offerAgain);

  function add(leg: SimulatedLeg): SimulatedLeg {
    legs.set(leg.id, leg);
    if (legs.size > kept) legs.delete(legs.keys().next().value ?? '');
    tell(leg);
    return leg;
  }

  function move(leg: SimulatedLeg | undefined, to: LegState): void {
    if (!leg || leg.state === 'Released') return;
    leg.state = to;
    tell(leg);
  }

  function offerAgain(leg: SimulatedLeg): void {
    const at = options.agents.indexOf(leg.agent);
    const next = options.agents[(at + 1) % options.agents.length] ?? leg.agent;
    const agent = options.requeueTo === 'same' ? leg.agent : next;
    const id = options.legIds === 'own' ? newLegId() : leg.id;
    add({ ...leg, id, agent, state: 'Ringing', startedAt: Date.now() });
  }

  return {
    ring({ from, agent, isDirect, namesAgent, sinceMs = 0 } = {}) {
      const id = newLegId();
      return add({
        id,
        callUuid: id,
        connId: randomBytes(8).toString('hex'),
        agent: agent ?? options.agents[0] ?? '',
        peerNumber: from ?? '5511999999999',
        callType: isDirect ? 'Internal' : 'Inbound',
        isFromQueue: !isDirect,
        ...(namesAgent && { namesAgent }),
        startedAt: Date.now() - sinceMs,
        state: 'Ringing',
      });
    },
    dial(agent, to) {
      const id = newLegId();
      const outbound = { callType: 'Outbound', isFromQueue: false, state: 'Dialing' } as const;
      return add({
        id,
        callUuid: id,
        connId: randomBytes(8).toString('hex'),
        agent,
        peerNumber: to,
        startedAt: Date.now(),
        ...outbound,
      });
    },
    answer: (id) => move(legs.get(id), 'Established'),
    hold: (id) => move(legs.get(id), 'Held'),
    hangUp(id) {
      const leg = legs.get(id);
      if (leg) queue.leave(leg);
      move(leg, 'Released');
    },
    reject(leg) {
      move(leg, 'Released');
      queue.join(leg);
    },
    offerNow(id) {
      const leg = legs.get(id);
      if (leg && queue.leave(leg)) offerAgain(leg);
    },
    leg: (id) => legs.get(id),
    legsOf: (agent) =>
      [...legs.values()].filter((leg) => leg.agent === agent && leg.state !== 'Released'),
    stop: queue.stop,
  };
}

/** The rejected calls that wait to be offered again. */
function createQueue(afterMs: number, offerAgain: (leg: SimulatedLeg) => void) {
  /** By `callUuid`. */
  const timers = new Map<string, NodeJS.Timeout>();

  /** Whether the call was waiting. */
  function leave({ callUuid }: SimulatedLeg): boolean {
    clearTimeout(timers.get(callUuid));
    return timers.delete(callUuid);
  }

  return {
    leave,
    join(leg: SimulatedLeg): void {
      const timer = setTimeout(() => {
        leave(leg);
        offerAgain(leg);
      }, afterMs);
      timers.set(leg.callUuid, timer);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** An id in the format of `013V08JRL498H1OI04000VTAES00000I`. */
function newLegId(): string {
  return `013V${randomBytes(14).toString('hex').toUpperCase()}`;
}
