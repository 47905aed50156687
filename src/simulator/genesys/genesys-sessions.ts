import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SimulatedAgent } from './genesys-shapes.ts';

export interface SimulatedSession {
  readonly id: string;
  readonly agent: SimulatedAgent;
  csrfToken: string;
}

/** Who sent a request: an agent, identified by the password or the cookie in it, or a stranger. */
export type Asker =
  /** `hasToken`: the request has the CSRF token of its session. */
  | { readonly is: 'known'; readonly session: SimulatedSession; readonly hasToken: boolean }
  /** The password is right, and there is no session. */
  | { readonly is: 'new'; readonly agent: SimulatedAgent }
  | { readonly is: 'stranger' };

export interface SimulatedSessions {
  open(agent: SimulatedAgent): SimulatedSession;
  askerOf(headers: IncomingHttpHeaders): Asker;
  /** The agents of the password and the cookie in a request. They should be the same agent. */
  identitiesIn(headers: IncomingHttpHeaders): readonly string[];
  expireAll(): void;
  changeTokens(): void;
}

export function createSimulatedSessions(agents: readonly SimulatedAgent[]): SimulatedSessions {
  const sessions = new Map<string, SimulatedSession>();

  const agentOf = ({ authorization }: IncomingHttpHeaders) =>
    agents.find(({ username, password }) => {
      const basic = Buffer.from(`${username}:${password}`).toString('base64');
      return authorization === `Basic ${basic}`;
    });
  const sessionOf = ({ cookie }: IncomingHttpHeaders) =>
    sessions.get(/(?:^|;\s*)JSESSIONID=([^;]+)/.exec(cookie ?? '')?.[1] ?? '');

  return {
    open(agent) {
      const session = { id: randomBytes(16).toString('hex'), agent, csrfToken: randomUUID() };
      sessions.set(session.id, session);
      return session;
    },
    askerOf(headers) {
      const session = sessionOf(headers);
      const agent = agentOf(headers);
      if (session) {
        return { is: 'known', session, hasToken: headers['x-csrf-token'] === session.csrfToken };
      }
      return agent ? { is: 'new', agent } : { is: 'stranger' };
    },
    identitiesIn(headers) {
      const names = [agentOf(headers)?.username, sessionOf(headers)?.agent.username];
      return [...new Set(names.filter((name) => name !== undefined))];
    },
    expireAll: () => sessions.clear(),
    changeTokens() {
      for (const session of sessions.values()) session.csrfToken = randomUUID();
    },
  };
}
