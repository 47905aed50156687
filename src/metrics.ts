import type { ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { JournalEntry } from './db/journal-reads.ts';
import type { Statement } from './db/statement.ts';

/** What an operator watches. */
export interface Metrics {
  sawStatement(statement: Statement<unknown>): void;
  sawEntries(entries: readonly JournalEntry[], now: Date): void;
  /** A number that is read when it is asked for. */
  watch(name: string, help: string, read: () => number): void;
  answer(response: ServerResponse): Promise<void>;
}

const buckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10_000];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const statements = new Counter({
    name: 'calls_statements_total',
    help: 'Statements sent to the database, by name.',
    labelNames: ['name', 'writes'],
    registers,
  });
  const entries = new Counter({
    name: 'calls_journal_entries_total',
    help: 'Journal entries that this process has seen, by kind. REJECT_EXPIRED and REJECT_INEFFECTIVE are alarms.',
    labelNames: ['kind'],
    registers,
  });
  const histogram = (name: string, help: string) =>
    new Histogram({ name, help, buckets, registers });
  const seen = histogram(
    'calls_seen_after_ms',
    'Milliseconds from an entry’s record to its reaching the feed.',
  );
  const rejected = histogram(
    'calls_reject_dispatched_ms',
    'Milliseconds from a decision to its first request.',
  );
  const texted = histogram(
    'calls_follow_up_dispatched_ms',
    'Milliseconds from a rejection to its text.',
  );

  return {
    sawStatement: ({ name, writes }) => statements.inc({ name, writes: String(writes) }),
    sawEntries(list, now) {
      for (const { kind, recordedAt, call } of list) {
        entries.inc({ kind });
        seen.observe(Math.max(0, now.getTime() - recordedAt.getTime()));
        const { rejection } = call;
        if (kind === 'REJECTED') observe(rejected, rejection?.dispatchedInMs);
        if (kind === 'FOLLOW_UP_SENT') observe(texted, rejection?.followUp?.dispatchedInMs);
      }
    },
    watch(name, help, read) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    async answer(response) {
      response.writeHead(200, { 'content-type': registry.contentType });
      response.end(await registry.metrics());
    },
  };
}

function observe(histogram: Histogram, value: number | undefined): void {
  if (value !== undefined) histogram.observe(value);
}
