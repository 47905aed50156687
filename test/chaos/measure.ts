import { isByPolicy } from './check-policies.ts';
import type { Evidence } from './evidence.ts';
import type { FaultKind } from './records.ts';

export interface Measures {
  readonly calls: number;
  readonly decisions: number;
  /** As many of these were the policies' own. */
  readonly policyDecisions: number;
  readonly webhooks: number;
  /** Answers that told a listener of calls. */
  readonly tellings: number;
  readonly events: number;
  readonly sessions: number;
  readonly kills: number;
  readonly pauses: number;
  readonly terminations: number;
  /** Processes that ended before they served, without having been told to. */
  readonly failedStarts: number;
  readonly databaseRestarts: number;
  readonly otherDatabaseFaults: number;
  readonly proxyFaults: number;
  readonly lostSessions: number;
  /** How far the clocks of the processes are apart at most. */
  readonly clocksApartMs: number;
  /** Rejects and texts. */
  readonly providerRequests: number;
  readonly providerFaultsPercent: number;
  /** From the recorded decision to the first request that its provider processed. */
  readonly recoveryMs: { readonly p50: number; readonly p99: number; readonly max: number };
  readonly steadyAfterMs: number | null;
}

export function measure(evidence: Evidence): Measures {
  const faults = (...kinds: FaultKind[]) =>
    evidence.all('fault').filter(({ kind }) => kinds.includes(kind)).length;
  const exchanges = evidence.exchanges.filter(({ request }) => request.operation !== 'listen');
  const injected = exchanges.filter(({ ended }) => ended?.injected !== undefined).length;
  const decisions = evidence.journal.filter(({ kind }) => kind === 'REJECT_REQUESTED');
  const skews = evidence.all('clock').map(({ skewMs }) => skewMs);
  return {
    calls: evidence.all('rang').length,
    decisions: decisions.length,
    policyDecisions: decisions.filter(isByPolicy).length,
    tellings: evidence.all('told').length,
    lostSessions: evidence.all('ended').filter(({ injected: by }) => by === 'sessions-lost').length,
    clocksApartMs: Math.max(0, ...skews) - Math.min(0, ...skews),
    webhooks: evidence.all('webhook').length,
    events: evidence.all('event').length,
    sessions: evidence.all('subscribed').length,
    kills: faults('kill'),
    pauses: faults('pause'),
    terminations: faults('terminate'),
    failedStarts: evidence.all('died').filter(({ wasServing }) => !wasServing).length,
    databaseRestarts: faults('database-restart'),
    otherDatabaseFaults: faults(
      'backends-terminated',
      'life-terminated',
      'table-locked',
      'transaction-held',
    ),
    proxyFaults: evidence.all('fault').filter(({ kind }) => kind.startsWith('proxy-')).length,
    providerRequests: exchanges.length,
    providerFaultsPercent: exchanges.length === 0 ? 0 : (100 * injected) / exchanges.length,
    recoveryMs: recoveryOf(evidence),
    steadyAfterMs: evidence.all('steady')[0]?.afterMs ?? null,
  };
}

function recoveryOf(evidence: Evidence): Measures['recoveryMs'] {
  const times = evidence.journal
    .filter(({ kind }) => kind === 'REJECT_REQUESTED')
    .flatMap(({ callId, recordedAt }) => {
      const processed = evidence
        .rejectsOf(callId)
        .map((exchange) => exchange.processed?.at)
        .find((at) => at !== undefined && at >= recordedAt);
      return processed === undefined ? [] : [processed - recordedAt];
    })
    .sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { p50: at(0.5) ?? 0, p99: at(0.99) ?? 0, max: times.at(-1) ?? 0 };
}
