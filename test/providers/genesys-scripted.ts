import { setTimeout as sleep } from 'node:timers/promises';
import { createGenesys } from '../../src/providers/genesys/genesys.ts';
import type { ListenTimeouts } from '../../src/providers/genesys/listen/timing.ts';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { ProviderLine } from '../../src/providers/provider.ts';
import { partsWith } from './contract/asking.ts';
import { afterwards, serve } from './outgoing/loopback.ts';

export interface Asked {
  readonly id: string;
  readonly channel: string;
  readonly subscription?: string;
}

/** What a server says to the messages of one request: a list of messages, or whatever else. */
export type Script = (asked: readonly Asked[], nth: number) => unknown;

export interface ScriptedSite {
  readonly line: ProviderLine;
  /** How often each of them was asked: `handshake`, `subscribe`, `connect`, `start`, `calls`, `login`. */
  readonly counts: Record<string, number>;
}

export interface Scripts {
  readonly handshake?: Script;
  readonly subscribe?: Script;
  readonly connect?: Script;
  readonly disconnect?: Script;
  readonly calls?: (nth: number) => readonly object[] | Promise<readonly object[]>;
  /** What is said of the agent. */
  readonly agent?: () => unknown;
}

const advice = { reconnect: 'retry', interval: 0, timeout: 60 };
const reply = (asked: Asked, more: object = {}) => ({
  ...{ id: asked.id, channel: asked.channel, successful: true, clientId: 'c1' },
  ...(asked.subscription && { subscription: asked.subscription }),
  ...more,
});

/** As a server is that keeps to the protocol. */
export const byTheBook = {
  handshake: ([asked]: readonly Asked[]) =>
    asked
      ? [reply(asked, { version: '1.0', supportedConnectionTypes: ['long-polling'], advice })]
      : [],
  subscribe: (asked: readonly Asked[]) => asked.map((each) => reply(each)),
  disconnect: (asked: readonly Asked[]) => asked.map((each) => reply(each)),
  connect: ([asked]: readonly Asked[]) => (asked ? [reply(asked, { advice })] : []),
};

export function told(id: string, state: string, more: object = {}): object {
  const call = { id, state, connId: `conn-${id}`, participants: [], capabilities: ['Reject'] };
  return { channel: '/v2/me/calls', data: { call: { ...call, ...more } } };
}

const soonGivenUp: ListenTimeouts = { messageMs: 500, pollMarginMs: 400, graceMs: 600 };
/** Not given up because the machine is busy. */
export const patient: ListenTimeouts = { messageMs: 8000, pollMarginMs: 8000, graceMs: 12_000 };

/** A site whose notifications are as the script says, message by message. */
export async function startScripted(
  scripts: Scripts,
  timeouts: ListenTimeouts = soonGivenUp,
): Promise<ScriptedSite> {
  const counts: Record<string, number> = {};
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
    return counts[what];
  };

  async function answer(method: string, path: string, body: string): Promise<unknown> {
    if (method === 'POST' && path === '/api/v2/me') return { statusCode: 0, nth: count('start') };
    if (path.startsWith('/api/v2/me/calls')) {
      return { statusCode: 0, calls: (await scripts.calls?.(count('calls'))) ?? [] };
    }
    if (path.includes('subresources') && scripts.agent) return scripts.agent();
    if (path.startsWith('/api/v2/me')) return { statusCode: 0, nth: count('login') };
    const asked: Asked[] = JSON.parse(body);
    const kind = asked[0]?.channel.replace('/meta/', '') ?? '';
    const nth = count(kind);
    // As a server that holds a poll for a while.
    if (kind === 'connect' && nth > 1) await sleep(30);
    const known = kind as keyof typeof byTheBook;
    return (scripts[known] ?? byTheBook[known])(asked, nth);
  }

  const url = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const said = await answer(
        request.method ?? '',
        request.url ?? '',
        Buffer.concat(chunks).toString(),
      );
      if (said === 'hang') return;
      response.end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  const http = createProviderHttp({ timeoutMs: 5000 });
  afterwards(() => http.close());
  const genesys = createGenesys({ ...partsWith(http), timeouts });
  const account = genesys.readAccount({ baseUrl: url, username: 'ana', password: 'of-ana' });
  if (Array.isArray(account)) throw new Error(JSON.stringify(account));
  return { line: genesys.open(account), counts };
}
