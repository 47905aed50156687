import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Arrived, forward, type ProviderAnswer, readRequest, write } from './gate-http.ts';
import type { Note } from './history.ts';
import { type ProviderFault, pickListeningFault, pickProviderFault } from './provider-faults.ts';
import type { Random } from './random.ts';
import type { Operation, RecordOf } from './records.ts';

/** A request as a provider understands it. */
export interface Understood {
  readonly operation: Operation;
  /** The provider's id of the call that is to be rejected. */
  readonly call?: string;
  readonly text?: string;
  /** Whom the text is for. */
  readonly to?: string;
}

/** What it is to hear a line that calls nobody. */
export interface Listening {
  /** The calls that an answer names as standing. */
  callsIn(answer: string): readonly string[];
  /** It came in a session that is no longer known. */
  isTurnedAway(request: Arrived, status: number): boolean;
  loseSessions(): void;
}

/** Stands before one line's provider: writes down every request and what became of it, and makes some go wrong. */
export interface ProviderGate {
  readonly url: string;
  /** The share of requests that go wrong from now on. */
  goWrong(share: number): void;
  close(): Promise<void>;
}

export interface GateParts {
  readonly line: () => string;
  readonly providerUrl: string;
  readonly understand: (request: Arrived) => Understood;
  readonly listening?: Listening;
  readonly note: Note;
  readonly random: Random;
}

const hangMs = 20_000;
/** A line that is polled is asked all the time: as many faults as elsewhere, and it would hear nothing. */
const listeningShare = 0.3;
let requests = 0;

export async function startProviderGate(parts: GateParts): Promise<ProviderGate> {
  const agent = new Agent({ keepAlive: true });
  const closing = new AbortController();
  let share = 0;

  const server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const n = ++requests;
    const line = parts.line();
    const understood = parts.understand(request);
    parts.note({ is: 'request', n, line, ...understood });
    const isListening = understood.operation === 'listen';
    const fault = faultFor(isListening);
    let cut = false;
    let calls: readonly string[] = [];
    const gone = new AbortController();
    response.once('close', () => {
      const how = response.writableFinished ? 'answered' : cut ? 'cut-by-provider' : 'gone';
      parts.note({ is: 'ended', n, how, ...answerOf(response), ...nameOf(fault) });
      if (how === 'answered' && calls.length > 0) parts.note({ is: 'told', n, line, calls });
      gone.abort();
    });
    const pass = async () => {
      if (fault?.is === 'sessions-lost') parts.listening?.loseSessions();
      // A poll that nobody waits for would take the events of the next one.
      const signal = isListening ? gone.signal : undefined;
      const answer = await forward(agent, parts.providerUrl, request, signal);
      const isTurnedAway = parts.listening?.isTurnedAway(request, answer.status);
      if (isTurnedAway) parts.note({ is: 'turned-away', n });
      else parts.note({ is: 'processed', n, status: answer.status });
      if (isListening) calls = parts.listening?.callsIn(answer.body) ?? [];
      return answer;
    };
    await answerWith(fault, pass, response, closing.signal, () => {
      cut = true;
      response.socket?.resetAndDestroy();
    });
  }

  function faultFor(isListening: boolean): ProviderFault | undefined {
    const { random } = parts;
    if (!random.chance(isListening ? share * listeningShare : share)) return undefined;
    return isListening ? pickListeningFault(random) : pickProviderFault(random);
  }

  server.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goWrong: (wish) => {
      share = wish;
    },
    close() {
      closing.abort();
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answerWith(
  fault: ProviderFault | undefined,
  pass: () => Promise<ProviderAnswer>,
  response: ServerResponse,
  signal: AbortSignal,
  cut: () => void,
): Promise<void> {
  switch (fault?.is) {
    case undefined:
    case 'sessions-lost':
      return write(response, await pass());
    case 'refused-for-now': {
      const headers =
        fault.retryAfterS === undefined ? {} : { 'retry-after': String(fault.retryAfterS) };
      return write(response, { status: fault.status, headers, body: '{"error":"injected"}' });
    }
    case 'reset-before-processing':
      return cut();
    case 'hang':
      await sleep(hangMs, undefined, { signal, ref: false });
      return cut();
    case 'slow':
      await sleep(fault.ms, undefined, { signal });
      return write(response, await pass());
    case 'process-then-reset':
      await pass();
      return cut();
    case 'process-then-slow': {
      const answer = await pass();
      await sleep(fault.ms, undefined, { signal });
      return write(response, answer);
    }
    case 'process-then-garbage': {
      const { status } = await pass();
      return write(response, { status, headers: { 'content-type': 'text/html' }, body: '<h1>' });
    }
    default:
      fault satisfies never;
  }
}

function answerOf(
  response: ServerResponse,
): Pick<RecordOf<'ended'>, 'status' | 'retryAfterMs'> | undefined {
  if (!response.headersSent) return undefined;
  const retryAfter = response.getHeader('retry-after');
  return {
    status: response.statusCode,
    ...(retryAfter !== undefined && { retryAfterMs: Number(retryAfter) * 1000 }),
  };
}

function nameOf(fault: ProviderFault | undefined): { injected?: string } {
  if (fault === undefined) return {};
  return { injected: fault.is === 'refused-for-now' ? `status-${fault.status}` : fault.is };
}
