import type { ProviderCallId } from '../../../src/call/ids.ts';
import type { ProviderParts } from '../../../src/providers/kit/provider-parts.ts';
import type { ProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';
import type { CallToReject, WebhookRequest } from '../../../src/providers/provider.ts';

/** What a provider is created with, on the clock of this machine. */
export function partsWith(http: ProviderHttp): ProviderParts {
  return { http, polls: http, now: () => new Date() };
}

/** A call as the service asks to have it rejected. */
export function callToReject(
  providerCallId: string,
  callerAtProvider: string,
  more: Partial<CallToReject> = {},
): CallToReject {
  return {
    providerCallId: providerCallId as ProviderCallId,
    callerAtProvider,
    reason: 'DECLINED',
    commandId: 'eff_1',
    ...more,
  };
}

/** A webhook as the intake hands it on, with the query that its URL has. */
export function webhookRequest(
  body: Buffer,
  headers: WebhookRequest['headers'],
  query = new URLSearchParams(),
): WebhookRequest {
  const search = query.size > 0 ? `?${query}` : '';
  const url = `https://calls.example/webhooks/token${search}`;
  return { method: 'POST', url, headers, query, body };
}
