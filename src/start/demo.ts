import { setTimeout as sleep } from 'node:timers/promises';
import { createAuthenticate } from '../access/authenticate.ts';
import type { App } from '../app.ts';
import type { LineId } from '../call/ids.ts';
import {
  type PilotStatusSimulator,
  startPilotStatusSimulator,
} from '../simulator/pilot-status/pilot-status.ts';
import type { LineAnswer } from '../use-cases/lines.ts';
import type { DemoKeys } from './local-secrets.ts';

export interface Demo {
  readonly keys: Required<DemoKeys>;
  /** A call that rings long enough to reject it by hand. */
  readonly ringingCallId: string;
  stop(): Promise<void>;
}

const betweenCallsMs = 20_000;
const longRingMs = 290_000;
const shortRingMs = 12_000;

export type DemoSimulator = PilotStatusSimulator;

/** Before the app, which has to permit its port. */
export function startDemoSimulator(): Promise<DemoSimulator> {
  return startPilotStatusSimulator({ ringLimitMs: shortRingMs });
}

/** A line with simulated calls, to try the service without an account at a provider. */
export async function startDemo(
  app: App,
  simulator: DemoSimulator,
  keptKeys: DemoKeys,
): Promise<Demo> {
  const keys = await prepareLine(app, simulator, keptKeys);
  const first = simulator.ring({ from: '447700900123', ringLimitMs: longRingMs });
  const ringingCallId = first.id;
  const stopping = new AbortController();
  const ringing = ringRepeatedly(simulator, stopping.signal);
  await simulator.webhooks.settled();
  return {
    keys,
    ringingCallId,
    async stop() {
      stopping.abort();
      await ringing;
      await simulator.close();
    },
  };
}

async function prepareLine(
  app: App,
  simulator: PilotStatusSimulator,
  keptKeys: DemoKeys,
): Promise<Required<DemoKeys>> {
  const viewer = await createAuthenticate(app.db, 0)(keptKeys.tenantKey);
  const account = { apiKey: simulator.apiKey, baseUrl: simulator.url };
  const accounts = { PILOT_STATUS: account };
  const answer: LineAnswer = keptKeys.lineId
    ? await app.lines.update(viewer, keptKeys.lineId as LineId, { renewWebhook: true, accounts })
    : await app.lines.register(viewer, { name: 'Demo line', ringLimitMs: 300_000, accounts });
  if (answer.is !== 'saved' || answer.webhookUrl === undefined) {
    throw new Error(`The demo line could not be prepared: ${JSON.stringify(answer)}`);
  }
  const hook = new URL(answer.webhookUrl);
  simulator.tell({ url: app.url + hook.pathname });
  const lineKey = keptKeys.lineKey ?? (await makeLineKey(app, viewer, answer.line.id));
  return { tenantKey: keptKeys.tenantKey, lineKey, lineId: answer.line.id };
}

type Viewer = Parameters<App['keys']['create']>[0];

async function makeLineKey(app: App, viewer: Viewer, lineId: LineId): Promise<string> {
  const made = await app.keys.create(viewer, 'demo agent', [lineId]);
  if (made === 'line-not-found') throw new Error('The demo line was not found.');
  return made.key;
}

async function ringRepeatedly(simulator: PilotStatusSimulator, signal: AbortSignal): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    try {
      await sleep(betweenCallsMs, undefined, { signal });
    } catch {
      return;
    }
    const call = simulator.ring({ from: `4477009001${String(n % 90).padStart(2, '0')}` });
    if (n % 3 === 1) setTimeout(() => simulator.answer(call.id), 4000).unref();
  }
}
