import type { ProviderName } from '../../src/providers/provider.ts';
import { startGenesysSimulator } from '../../src/simulator/genesys/genesys.ts';
import type { WebhookSender } from '../../src/simulator/kit/webhook-sender.ts';
import { startPilotStatusSimulator } from '../../src/simulator/pilot-status/pilot-status.ts';
import { startTelnyxSimulator } from '../../src/simulator/telnyx/telnyx.ts';
import { startWahaSimulator } from '../../src/simulator/waha-family/waha.ts';
import { startWawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { startWutsSimulator } from '../../src/simulator/wuts/wuts.ts';

/** What happens is told after `release`, in order. */
export interface HeldEvents {
  hold(): void;
  release(): void;
}

/** A simulated provider with one line that can be registered at it. */
export interface StagedProvider {
  readonly account: object;
  /** Where its events go from now on; does nothing where we listen. */
  tell(webhookUrl: string): void;
  readonly events: HeldEvents;
  /** Whether a line that is listened to can hear a call. */
  isHeard(): boolean;
  ring(): void;
  close(): Promise<void>;
}

export interface ProviderStage {
  /** Its field in `registerPhoneLine`. */
  readonly field: string;
  start(): Promise<StagedProvider>;
  /** What the history of a call says that a client rejects at once. */
  readonly rejected: readonly string[];
  /** As `abilities` has it. */
  readonly can: string;
  /** An account with this in every credential; `secrets` are those that cannot hold it. */
  accountWith(canary: string, baseUrl: string): object;
  readonly secrets?: readonly string[];
}

interface Told {
  readonly ring: () => unknown;
  readonly tell: (wish: { url: string }) => void;
  readonly webhooks: WebhookSender;
  readonly close: () => Promise<void>;
}

function staged({ tell, ring, webhooks, close }: Told, account: object): StagedProvider {
  return {
    account,
    tell: (url) => tell({ url }),
    events: { hold: webhooks.hold, release: () => webhooks.release('as-sent') },
    isHeard: () => true,
    ring: () => void ring(),
    close,
  };
}

/** Every provider must be here: the walks and the search for secrets go through all of them. */
export const providerStages: Readonly<Record<ProviderName, ProviderStage>> = {
  PILOT_STATUS: {
    field: 'pilotStatus',
    async start() {
      const simulator = await startPilotStatusSimulator();
      return staged(simulator, { apiKey: simulator.apiKey, baseUrl: simulator.url });
    },
    rejected: ['REJECTED by PILOT_STATUS: REJECTED, rejection CONFIRMED'],
    can: 'CONFIRMED, texts, confirms',
    accountWith: (canary, baseUrl) => ({ apiKey: `ps_${canary}`, webhookSecret: canary, baseUrl }),
  },
  WAWP: {
    field: 'wawp',
    async start() {
      const simulator = await startWawpSimulator({ engine: 'NOWEB' });
      const { instanceId, accessToken, url: baseUrl } = simulator;
      return staged(simulator, { instanceId, accessToken, baseUrl });
    },
    rejected: acceptedThenConfirmed('WAWP'),
    can: 'ACCEPTED, texts, blocks, confirms',
    accountWith: (canary, baseUrl) => ({
      ...{ instanceId: '1', accessToken: canary, webhookSecret: canary },
      baseUrl,
    }),
  },
  WUTS: {
    field: 'wuts',
    async start() {
      const simulator = await startWutsSimulator();
      return staged(simulator, { token: simulator.token, baseUrl: simulator.url });
    },
    rejected: ['REJECTED by WUTS: REJECTED, rejection BEST_EFFORT'],
    can: 'BEST_EFFORT, texts, blocks, confirms',
    accountWith: (canary, baseUrl) => ({
      ...{ token: 'cafecafe-cafe-4afe-8afe-cafecafecafe', webhookSecret: canary },
      baseUrl,
    }),
    secrets: ['cafecafe-cafe'],
  },
  GENESYS: {
    field: 'genesys',
    async start() {
      const simulator = await startGenesysSimulator({ requeueAfterMs: 300, pollMs: 2000 });
      const { username = '', password = '' } = simulator.agents[0] ?? {};
      return {
        account: { baseUrl: simulator.url, username, password },
        tell: () => {},
        events: simulator.events,
        isHeard: () => simulator.listenersOf(username) > 0,
        ring: () => void simulator.ring({ agent: username }),
        close: simulator.close,
      };
    },
    rejected: [
      'REJECT_ACCEPTED by GENESYS: REJECTING, rejection ACCEPTED',
      'REDIRECTED by GENESYS: REDIRECTED, rejection REDIRECTED',
    ],
    can: 'RETURNED_TO_QUEUE, confirms',
    accountWith: (canary, baseUrl) => ({ username: 'agent', password: canary, baseUrl }),
  },
  WAHA: {
    field: 'waha',
    async start() {
      const simulator = await startWahaSimulator({ engine: 'NOWEB' });
      return staged(simulator, { apiKey: simulator.apiKey, baseUrl: simulator.url });
    },
    rejected: acceptedThenConfirmed('WAHA'),
    can: 'ACCEPTED, texts, blocks, confirms',
    accountWith: (canary, baseUrl) => ({ apiKey: canary, webhookSecret: canary, baseUrl }),
  },
  TELNYX: {
    field: 'telnyx',
    async start() {
      const simulator = await startTelnyxSimulator();
      const { apiKey, phoneNumber, publicKey, url: baseUrl } = simulator;
      return staged(simulator, { apiKey, phoneNumber, publicKey, baseUrl });
    },
    rejected: acceptedThenConfirmed('TELNYX'),
    can: 'ACCEPTED, texts, confirms',
    accountWith: (canary, baseUrl) => ({
      ...{ apiKey: canary, phoneNumber: '+12025550131', publicKey: `${'A'.repeat(43)}=` },
      baseUrl,
    }),
  },
};

export const stages = Object.entries(providerStages) as [ProviderName, ProviderStage][];

function acceptedThenConfirmed(provider: ProviderName): string[] {
  return [
    `REJECTED by ${provider}: REJECTED, rejection ACCEPTED`,
    `REJECT_CONFIRMED by ${provider}: REJECTED, rejection CONFIRMED`,
  ];
}
