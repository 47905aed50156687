import type { ServerResponse } from 'node:http';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Entry, JournalKind } from './call/journal.ts';
import { isEpochUnconfirmed, isLostRace, isUnavailable } from './db/connection/database-errors.ts';
import type { JournalEntry } from './db/journal/journal-entry.ts';
import { closeCodeLabel } from './metrics/close-code-label.ts';
import {
  definitions,
  labelOf,
  type StatementOutcome,
  type WatchedGauge,
} from './metrics/definitions.ts';
import { createInstruments, type Instruments } from './metrics/instruments.ts';
import { createLineTroubles, type LineTroubles } from './metrics/line-troubles.ts';
import type { Decision } from './policies/decision.ts';
import type { ProviderName } from './providers/provider.ts';

export interface Metrics {
  sawStatement(name: string, seconds: number, error?: unknown): void;
  /** Takes entries that this process recorded, so that a sum over processes counts each entry once. */
  sawRecorded(entries: readonly Entry[]): void;
  /** Takes entries of all processes. The feed of this process reads them, to deliver them to subscribers. */
  sawFed(entries: readonly JournalEntry[], now: Date): void;
  sawRequest(route: string, status: string, seconds: number): void;
  sawProviderRequest(
    provider: ProviderName,
    action: string,
    outcome: string,
    seconds: number,
  ): void;
  /** Takes whether the provider answered a request of a line, or keeps the connection for its events. */
  sawLine: LineTroubles['note'];
  sawSocketClosed(code: number): void;
  sawCallback(action: string, outcome: string): void;
  /** Counts a request that was refused because more arrived than the database can process. */
  sawShed(urgency: string): void;
  sawRefusal(reason: string): void;
  /** Counts what was refused because of a limit of a key, a tenant or an address. */
  sawLimited(what: string, by: string): void;
  /** Registers gauges, which are read at each scrape. */
  watch(gauges: Readonly<Partial<Record<WatchedGauge, () => number>>>): void;
  answer(response: ServerResponse): Promise<void>;
}

export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  setBuildInfo(registry, version);
  const instruments = createInstruments(registry);
  const troubles = createLineTroubles();
  watchLines(instruments, troubles);
  return {
    sawStatement(name, seconds, error) {
      instruments.count('statements', { outcome: outcomeOf(error) });
      instruments.observe('statementDuration', seconds, { name });
    },
    sawRecorded(entries) {
      for (const entry of entries) sawEntry(instruments, entry);
    },
    sawFed(entries, now) {
      for (const { recordedAt } of entries) {
        const delayMs = Math.max(0, now.getTime() - recordedAt.getTime());
        instruments.observe('feedDelay', delayMs / 1000);
      }
    },
    sawRequest: (route, status, seconds) => instruments.observe('http', seconds, { route, status }),
    sawProviderRequest(provider, action, outcome, seconds) {
      instruments.count('providerRequests', { provider, action, outcome });
      instruments.observe('providerDuration', seconds, { provider, action });
    },
    sawLine: troubles.note,
    sawShed: (urgency) => instruments.count('shed', { urgency }),
    sawSocketClosed(code) {
      instruments.count('socketsClosed', { code: closeCodeLabel(code) });
    },
    sawCallback: (action, outcome) =>
      instruments.count('callbacks', { action: labelOf(action), outcome }),
    sawLimited: (what, by) => instruments.count('limited', { what, by }),
    sawRefusal: (reason) => instruments.count('refused', { reason }),
    watch(gauges) {
      const entries = Object.entries(gauges) as [WatchedGauge, () => number][];
      for (const [key, read] of entries) instruments.watch(key, read);
    },
    async answer(response) {
      response.writeHead(200, { 'content-type': registry.contentType });
      response.end(await registry.metrics());
    },
  };
}

function watchLines(instruments: Instruments, troubles: LineTroubles): void {
  instruments.watchLabelled('linesInTrouble', () =>
    [...troubles.byProvider()].map(([provider, value]) => ({ labels: { provider }, value })),
  );
  instruments.watchLabelled('lineFailures', () =>
    troubles.newest().map(({ provider, line, operation, failures }) => ({
      labels: { provider, line, operation },
      value: failures,
    })),
  );
}

function outcomeOf(error: unknown): StatementOutcome {
  if (error === undefined) return 'done';
  // After a restart of PostgreSQL, a write is refused until a new epoch begins. Nothing was written, so the write can be repeated.
  if (isLostRace(error) || isEpochUnconfirmed(error)) return 'lost_race';
  return isUnavailable(error) ? 'unavailable' : 'failed';
}

function setBuildInfo(registry: Registry, version: string): void {
  const { name, help, labels } = definitions.buildInfo;
  const gauge = new Gauge({ name, help, labelNames: labels, registers: [registry] });
  gauge.set({ version, node: process.versions.node }, 1);
}

/** The provider's positive answer. A rejection has at most one such entry. */
const isAccepted = (kind: JournalKind) => kind === 'REJECTED' || kind === 'REJECT_ACCEPTED';

function sawEntry(instruments: Instruments, { kind, call }: Entry): void {
  const { rejection } = call;
  instruments.count('journalEntries', { kind });
  // The type of calls has the decision only as `object`, because calls do not depend on policies.
  if (kind === 'RANG' && call.decision) sawDecision(instruments, call.decision as Decision);
  const rejectMs = isAccepted(kind) ? rejection?.dispatchedInMs : undefined;
  const textMs = kind === 'FOLLOW_UP_SENT' ? rejection?.followUp?.dispatchedInMs : undefined;
  if (rejectMs !== undefined) instruments.observe('rejectDispatch', rejectMs / 1000);
  if (textMs !== undefined) instruments.observe('followUpDispatch', textMs / 1000);
}

/** Policies that let a call pass are not counted. */
function sawDecision(instruments: Instruments, { causes }: Decision): void {
  for (const { kind, mode, verdict } of causes) {
    if (verdict === 'passes') continue;
    const labels = { policy: labelOf(kind), mode, verdict: labelOf(verdict) };
    instruments.count('policyFindings', labels);
  }
}
