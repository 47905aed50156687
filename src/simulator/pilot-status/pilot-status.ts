import { createHmac } from 'node:crypto';
import {
  remember,
  type Simulation,
  type SimulationOptions,
  startSimulation,
} from '../kit/simulation.ts';
import {
  answerOf,
  keyIn,
  operationOf,
  type PilotStatusKeys,
  type PilotStatusOperation,
  rejectedIdIn,
  type SimulatedMessage,
} from './pilot-status-api.ts';
import { createSimulatedCalls, type SimulatedCall } from './pilot-status-calls.ts';
import { type Actions, createSimulatedLine } from './pilot-status-line.ts';

export interface PilotStatusSimulatorOptions extends SimulationOptions, Partial<PilotStatusKeys> {}

/** The API key in a request. */
interface Key {
  readonly key?: string;
}

export interface PilotStatusSimulator extends Actions, Simulation<PilotStatusOperation, Key> {
  readonly apiKey: string;
  /** The accepted texts; the last 10,000. */
  readonly messages: readonly SimulatedMessage[];
  call(callId: string): SimulatedCall | undefined;
}

export async function startPilotStatusSimulator(
  options: PilotStatusSimulatorOptions = {},
): Promise<PilotStatusSimulator> {
  const keys = { ...options, apiKey: options.apiKey ?? 'ps_simulated_key_of_the_number' };
  const calls = createSimulatedCalls();
  const messages: SimulatedMessage[] = [];
  const { line, simulation } = await startSimulation(options, {
    line: (webhooks) => createSimulatedLine(calls, webhooks, options.ringLimitMs),
    operationOf,
    callIdIn: ({ url }) => rejectedIdIn(url),
    answerOf: (request, { reject: endAsRejected }) =>
      answerOf(request, keys, calls, {
        reject: endAsRejected,
        send: (message) => remember(messages, message),
      }),
    sign: signature,
    // Recorded with each request, for tests.
    more: (request): Key => ({ key: keyIn(request) }),
  });
  return {
    ...simulation,
    ...line.actions,
    apiKey: keys.apiKey,
    messages,
    call: (callId) => calls.find(callId),
  };
}

/** Pilot Status does not document how it signs. This is what our provider expects. Tests may `tell` the simulator another header. */
function signature(
  secret: string,
  body: string,
  header = 'x-pilot-status-signature',
): Record<string, string> {
  const hex = createHmac('sha256', secret).update(body).digest('hex');
  return { [header]: `sha256=${hex}` };
}
