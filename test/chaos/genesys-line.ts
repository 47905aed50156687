import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import type { Arrived } from './gate-http.ts';
import type { Listening, Understood } from './provider-gate.ts';
import type { ProviderLine } from './provider-line.ts';
import type { Truth } from './records.ts';

const agent = { username: 'chaos', password: 'heard by one at a time', phoneNumber: '5001' };
/** A rejected call goes on to somebody whom we do not listen to. */
const colleague = { username: 'colleague', password: 'not ours', phoneNumber: '5002' };
/** More would not fit into one answer of a provider. */
const mostStanding = 40;

export async function startGenesysLine(name: string): Promise<ProviderLine> {
  const simulator = await startGenesysSimulator({ agents: [agent, colleague], pollMs: 3000 });

  /** Callers are patient, but whoever has waited longest gives up when there are too many. */
  function ring(): string {
    const [oldest, ...others] = simulator.legsOf(agent.username);
    if (oldest && others.length >= mostStanding) simulator.hangUp(oldest.id);
    return simulator.ring({ agent: agent.username }).id;
  }

  return {
    name,
    provider: 'GENESYS',
    url: simulator.url,
    confirmedMeans: ['OVER'],
    account: (baseUrl) => ({
      genesys: { baseUrl, username: agent.username, password: agent.password },
    }),
    understand,
    listening: { callsIn, isTurnedAway, loseSessions: simulator.expireSessions },
    readWebhook: () => {
      throw new Error('Genesys has no webhooks.');
    },
    tell: () => undefined,
    ring,
    answer: simulator.answer,
    hangUp: simulator.hangUp,
    truth: (call) => truthOf[simulator.leg(call)?.state ?? 'Released'],
    close: simulator.close,
  };
}

const truthOf = {
  Dialing: 'RINGING',
  Ringing: 'RINGING',
  Established: 'ANSWERED',
  Held: 'ANSWERED',
  Released: 'OVER',
} as const satisfies Record<string, Truth>;

function understand({ method, url: { pathname } }: Arrived): Understood {
  const call = /^\/api\/v2\/me\/calls\/([^/]+)$/.exec(pathname)?.[1];
  if (method === 'POST' && call !== undefined) {
    return { operation: 'reject', call: decodeURIComponent(call) };
  }
  if (method === 'GET' && call !== undefined) return { operation: 'look' };
  const isListening =
    pathname === '/api/v2/me' ||
    pathname === '/api/v2/me/calls' ||
    pathname.startsWith('/api/v2/notifications');
  return { operation: isListening ? 'listen' : 'other' };
}

interface Leg {
  readonly id: string;
  readonly state: string;
}

interface Notification {
  readonly channel: string;
  readonly data?: { readonly call?: Leg };
}

/** A snapshot is an object with all calls; a poll is answered with a list of messages. */
const callsIn: Listening['callsIn'] = (answer) => {
  const said = readJson(answer);
  const legs = Array.isArray(said)
    ? (said as Notification[]).flatMap(({ data }) => data?.call ?? [])
    : ((said as { readonly calls?: readonly Leg[] } | undefined)?.calls ?? []);
  return legs.filter(({ state }) => state !== 'Released').map(({ id }) => id);
};

const isTurnedAway: Listening['isTurnedAway'] = ({ headers }, status) =>
  status === 401 && headers.cookie !== undefined;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
