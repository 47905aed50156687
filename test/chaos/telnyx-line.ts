import { startTelnyxSimulator } from '../../src/simulator/telnyx/telnyx.ts';
import type { ProviderLine } from './provider-line.ts';

/** Its webhooks are signed, with the time of signing. */
export async function startTelnyxLine(name: string): Promise<ProviderLine> {
  const simulator = await startTelnyxSimulator();
  const { apiKey, phoneNumber, publicKey } = simulator;
  return {
    name,
    provider: 'TELNYX',
    url: simulator.url,
    confirmedMeans: ['REJECTED'],
    account: (baseUrl) => ({ telnyx: { apiKey, phoneNumber, publicKey, baseUrl } }),
    understand({ url, body }) {
      const call = /^\/v2\/calls\/([^/]+)\/actions\/reject$/.exec(url.pathname)?.[1];
      if (call !== undefined) return { operation: 'reject', call: decodeURIComponent(call) };
      if (url.pathname !== '/v2/messages') return { operation: 'other' };
      const { text, to } = JSON.parse(body);
      return { operation: 'text', text, to };
    },
    readWebhook(body) {
      const { event_type: event, payload } = JSON.parse(body).data;
      return {
        call: payload.call_control_id,
        what: words[payload.hangup_cause ?? event] ?? 'noted',
      };
    },
    tell: (url) => simulator.tell({ url }),
    ring: (from) => simulator.ring({ from }).id,
    answer: simulator.answer,
    hangUp: simulator.hangUp,
    truth: (call) => simulator.call(call)?.status ?? 'OVER',
    close: simulator.close,
  };
}

const words: Readonly<Record<string, string>> = {
  'call.initiated': 'ringing',
  'call.answered': 'answered',
  call_rejected: 'rejected',
  user_busy: 'rejected',
  originator_cancel: 'over',
  normal_clearing: 'over',
};
