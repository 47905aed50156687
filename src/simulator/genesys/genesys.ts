import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApiRequest, startFakeApi } from '../kit/fake-api.ts';
import type { Fault } from '../kit/fault.ts';
import { ringsOnRequest } from '../kit/ring-door.ts';
import { answerOf, callIdIn, type GenesysOperation, operationOf } from './genesys-api.ts';
import { createNotifications, type EventGate } from './genesys-notifications.ts';
import { createSimulatedSessions } from './genesys-sessions.ts';
import { callNotification, deviceNotification, type SimulatedAgent } from './genesys-shapes.ts';
import { createSwitch, type Switch, type SwitchOptions } from './genesys-switch.ts';

export interface GenesysSimulatorOptions extends Partial<Omit<SwitchOptions, 'agents'>> {
  /** The default 0 takes any free port. */
  readonly port?: number;
  readonly agents?: readonly Pick<SimulatedAgent, 'username' | 'password' | 'phoneNumber'>[];
  /** How long a poll is held. */
  readonly pollMs?: number;
  /** How long the simulator remembers a client that does not poll. */
  readonly maxIntervalMs?: number;
}

export interface SeenRequest {
  readonly operation: GenesysOperation;
  readonly callId?: string;
  /** The agents of the password and the cookie in the request. More than one shows that sessions were mixed up. */
  readonly identities: readonly string[];
}

export interface GenesysSimulator extends Omit<Switch, 'reject' | 'stop'> {
  readonly url: string;
  readonly agents: readonly SimulatedAgent[];
  /** Oldest first; the last 100,000. */
  readonly requests: readonly SeenRequest[];
  setState(agent: string, state: { userState?: string; doNotDisturb?: 'On' | 'Off' }): void;
  /** Sends this message unchanged to the listeners of an agent. */
  publish(agent: string, channel: string, data: object): void;
  listenersOf(agent: string): number;
  /** What happens after `hold` is told after `release`, in order. */
  readonly events: EventGate;
  /** Forgets who listens, as it does with clients that have not polled for long. */
  forgetListeners(): void;
  /** Resets every connection and loses every event until `restore`. */
  cutOff(): void;
  /** The number of requests that were lost. */
  readonly turnedAway: number;
  restore(): void;
  /** Ends all sessions and the connections of their listeners. */
  expireSessions(): void;
  changeCsrfTokens(): void;
  fault(operation: GenesysOperation, fault: Fault, times?: number | 'always'): void;
  clearFaults(): void;
  close(): Promise<void>;
}

const oneAgent = [{ username: 'agent', password: 'simulated', phoneNumber: '5001' }];
const notificationsPath = '/api/v2/notifications';

export async function startGenesysSimulator(
  options: GenesysSimulatorOptions = {},
): Promise<GenesysSimulator> {
  const agents = (options.agents ?? oneAgent).map(asSignedOut);
  const agentNamed = (name: string) => agents.find(({ username }) => username === name);
  const requests: SeenRequest[] = [];
  const sessions = createSimulatedSessions(agents);
  const notifications = createNotifications(sessions, {
    pollMs: options.pollMs ?? 30_000,
    maxIntervalMs: options.maxIntervalMs ?? 10_000,
  });
  const { stop, reject, ...telephone } = createSwitch(switchOptions(options, agents), (leg) => {
    const agent = agentNamed(leg.agent);
    if (agent) publish(leg.agent, '/v2/me/calls', callNotification(leg, agent));
  });
  /** While it is on, every connection is reset and every event is lost. */
  const cut = { isOn: false, turnedAway: 0 };

  function publish(agent: string, channel: string, data: object): void {
    if (!cut.isOn) notifications.publish(agent, channel, data);
  }

  function see(operation: GenesysOperation, headers: ApiRequest['headers'], callId?: string): void {
    requests.push({ operation, callId, identities: sessions.identitiesIn(headers) });
    if (requests.length > 100_000) requests.shift();
  }

  // By a path that Genesys does not have, a person lets a simulated caller ring.
  const ringDoor = ringsOnRequest(telephone);

  function takesOver(request: IncomingMessage, response: ServerResponse): boolean {
    if (cut.isOn) {
      cut.turnedAway += 1;
      request.socket.resetAndDestroy();
    } else if (request.url?.startsWith(notificationsPath)) {
      see('poll', request.headers);
      notifications.handle(request, response);
    } else return ringDoor(request, response);
    return true;
  }

  const api = await startFakeApi<GenesysOperation>(
    {
      operationOf,
      takesOver,
      see: (request) => see(operationOf(request), request.headers, callIdIn(request.url)),
      process: (request) => answerOf(request, sessions, { ...telephone, reject, stop }),
    },
    options.port ?? 0,
  );

  return {
    ...telephone,
    url: api.url,
    ...{ agents, requests, events: notifications.events },
    setState(name, state) {
      const agent = agentNamed(name);
      if (!agent) return;
      Object.assign(agent, state);
      publish(name, '/v2/me/devices', deviceNotification(agent));
    },
    publish,
    ...{ listenersOf: notifications.listenersOf, forgetListeners: notifications.dismissClients },
    get turnedAway() {
      return cut.turnedAway;
    },
    cutOff() {
      cut.isOn = true;
      api.dropConnections();
    },
    restore() {
      cut.isOn = false;
    },
    expireSessions() {
      sessions.expireAll();
      notifications.dismissClients();
    },
    changeCsrfTokens: sessions.changeTokens,
    fault: (operation, fault, times = 1) => api.faults.order(operation, fault, times),
    clearFaults: () => api.faults.clear(),
    async close() {
      stop();
      notifications.close();
      await api.close();
    },
  };
}

function asSignedOut(agent: (typeof oneAgent)[number]): SimulatedAgent {
  return { ...agent, userState: 'NotReady', doNotDisturb: 'Off', hasStarted: false };
}

function switchOptions(
  options: GenesysSimulatorOptions,
  agents: readonly SimulatedAgent[],
): SwitchOptions {
  return {
    agents: agents.map(({ username }) => username),
    requeueAfterMs: options.requeueAfterMs ?? 50,
    // The queue offers a rejected call to the next agent, as a leg with an id of its own.
    requeueTo: options.requeueTo ?? 'next',
    legIds: options.legIds ?? 'own',
  };
}
