import { createHmac } from 'node:crypto';
import {
  objectIn,
  remember,
  type Simulation,
  type SimulationOptions,
  startSimulation,
} from '../kit/simulation.ts';
import { answerOf, operationOf, type SentWutsText, type WutsOperation } from './wuts-api.ts';
import {
  createWutsLine,
  type SimulatedWutsCall,
  type SimulatedWutsLine,
  type WutsActions,
} from './wuts-line.ts';

export interface WutsSimulatorOptions extends SimulationOptions {
  readonly token?: string;
  /** Whether WhatsApp ends a call that a linked device rejects. In reality it usually does not. */
  readonly honoursRejects?: boolean;
  /** The text that WUTS itself sends to rejected callers. */
  readonly autoReply?: string;
}

export interface WutsSimulator extends WutsActions, Simulation<WutsOperation> {
  readonly token: string;
  /** The accepted texts; the last 10,000. */
  readonly messages: readonly SentWutsText[];
  /** The texts that WUTS sent by itself; the last 10,000. */
  readonly autoReplies: readonly SentWutsText[];
  /** The blocked contacts as the requests named them. */
  readonly blocked: ReadonlySet<string>;
  /** Whether the number is linked. Existing calls keep ringing if it is not. */
  connect(isConnected: boolean): void;
  call(callId: string): SimulatedWutsCall | undefined;
}

export async function startWutsSimulator(
  options: WutsSimulatorOptions = {},
): Promise<WutsSimulator> {
  const { token = 'b1f6a3de-5a0c-4a52-9f0e-6d2f5f1c7e10' } = options;
  const messages: SentWutsText[] = [];
  const autoReplies: SentWutsText[] = [];
  const blocked = new Set<string>();
  let isConnected = true;

  const handlersOn = (line: SimulatedWutsLine) => ({
    reject: (callId: string) => rejectPerhaps(line, callId, options, autoReplies),
    send: (message: SentWutsText) => remember(messages, message),
    block: (contact: string) => void blocked.add(contact),
    unblock: (contact: string) => void blocked.delete(contact),
  });
  const { line, simulation } = await startSimulation(options, {
    line: (webhooks) => createWutsLine(webhooks, options.ringLimitMs),
    operationOf,
    callIdIn: (request) => objectIn(request).call_id,
    answerOf: (request, line) => answerOf(request, { token, isConnected }, handlersOn(line)),
    sign: signature,
  });
  return {
    ...simulation,
    ...line.actions,
    token,
    messages,
    autoReplies,
    blocked,
    connect: (connected) => {
      isConnected = connected;
    },
    call: line.call,
  };
}

/** By default the call rings on. */
function rejectPerhaps(
  line: SimulatedWutsLine,
  callId: string,
  { autoReply, honoursRejects = false }: WutsSimulatorOptions,
  autoReplies: SentWutsText[],
): void {
  const call = line.call(callId);
  if (call?.status !== 'RINGING') return;
  if (autoReply !== undefined) remember(autoReplies, { to: call.peerNumber, text: autoReply });
  if (honoursRejects) line.actions.decline(callId);
}

/** WUTS does not document how it signs. This is the default that our provider expects. */
function signature(secret: string, body: string): Record<string, string> {
  return { 'x-webhook-signature': createHmac('sha256', secret).update(body).digest('hex') };
}
