import { limitedBy, limitedThings } from '../access/rate-limits.ts';
import { refusals } from '../access/refusals.ts';
import { journalKinds } from '../call/journal.ts';
import { callbackActions, callbackOutcomes } from '../graphql/callbacks/callback-metrics.ts';
import { modes, policyKinds } from '../policies/policy.ts';
import { providerNames } from '../providers/provider.ts';
import { closeCodeLabels } from './close-code-label.ts';

interface Definition {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels?: readonly string[];
  /** The upper bounds of the buckets in seconds. */
  readonly buckets?: readonly number[];
  /** The series that exist from the start with the value 0. Otherwise `rate()` would miss their first increment. */
  readonly atZero?: readonly Readonly<Record<string, string>>[];
}

/** Includes 0.5, the time within which a text must be dispatched. */
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** From about a millisecond, the usual time of a statement, to 5 s, its timeout. */
const statementSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

const webhookStatuses = ['200', '400', '401', '403', '404', '405', '413', '429', '500', '503'];
const graphqlStatuses = ['200', '400', '401', '429', '500', '503'];
const actions = ['reject', 'text', 'block', 'unblock'];
export const statementOutcomes = ['done', 'lost_race', 'unavailable', 'failed'] as const;
export type StatementOutcome = (typeof statementOutcomes)[number];

/** Names follow the conventions of Prometheus: base units, `_seconds`, `_total`. */
export const definitions = {
  buildInfo: {
    name: 'calls_build_info',
    type: 'gauge',
    help: 'Always 1. The labels are the release and its Node version.',
    labels: ['version', 'node'],
  },
  journalEntries: {
    name: 'calls_journal_entries_total',
    type: 'counter',
    help: 'Journal entries recorded by this process, by kind. REJECT_EXPIRED and REJECT_INEFFECTIVE are alarms. Sum over processes.',
    labels: ['kind'],
    atZero: journalKinds.map((kind) => ({ kind })),
  },
  policyFindings: {
    name: 'calls_policy_findings_total',
    type: 'counter',
    help: 'What policies and rules found about ringing calls recorded by this process. OBSERVE: without effect. CANNOT_TELL: a fact was missing.',
    labels: ['policy', 'mode', 'verdict'],
    // The verdicts that operators watch.
    atZero: modes.flatMap((mode) =>
      policyKinds.flatMap((policy) =>
        ['REJECTS', 'CANNOT_TELL'].map((verdict) => ({ policy: labelOf(policy), mode, verdict })),
      ),
    ),
  },
  rejectDispatch: {
    name: 'calls_reject_dispatch_seconds',
    type: 'histogram',
    help: 'From the decision to reject to the first request to the provider, for rejections recorded by this process.',
    buckets: seconds,
  },
  followUpDispatch: {
    name: 'calls_follow_up_dispatch_seconds',
    type: 'histogram',
    help: 'From the rejection to the request that sends its text, for texts recorded by this process.',
    buckets: seconds,
  },
  feedDelay: {
    name: 'calls_feed_delay_seconds',
    type: 'histogram',
    help: 'From the recording of an entry by any process to the feed of this process. Every process with subscribers counts every entry.',
    buckets: seconds,
  },
  http: {
    name: 'calls_http_request_duration_seconds',
    type: 'histogram',
    help: 'HTTP requests except event streams, by the first part of the path and status. ABORTED: the client disconnected before the response.',
    labels: ['route', 'status'],
    buckets: seconds,
    atZero: [
      ...webhookStatuses.map((status) => ({ route: 'webhooks', status })),
      ...graphqlStatuses.map((status) => ({ route: 'graphql', status })),
    ],
  },
  socketsClosed: {
    name: 'calls_websockets_closed_total',
    type: 'counter',
    help: 'Closed websockets, by close code. 1013: the client was too slow or silent. 1012: this process restarts. 4401: wrong or revoked key. 4403: the key has other lines or scopes now, or a token is refused.',
    labels: ['code'],
    atZero: closeCodeLabels.map((code) => ({ code })),
  },
  callbacks: {
    name: 'calls_callbacks_total',
    type: 'counter',
    help: 'HTTP callbacks to routers, by outcome. GONE: the router has ended the subscription. REFUSED: it answered another 4xx. NOT_TAKEN: no answer or 5xx, sent again.',
    labels: ['action', 'outcome'],
    atZero: callbackActions.flatMap((action) =>
      callbackOutcomes.map((outcome) => ({ action: labelOf(action), outcome })),
    ),
  },
  refused: {
    name: 'calls_refused_total',
    type: 'counter',
    help: 'Requests that a client in good order does not send, by the reason for their refusal. A rise is a broken client or an attack; the log names the address.',
    labels: ['reason'],
    atZero: Object.keys(refusals).map((reason) => ({ reason })),
  },
  limited: {
    name: 'calls_limited_total',
    type: 'counter',
    help: 'Requests, sockets and subscriptions beyond a limit, by what was limited and whether the limit is that of the key, the tenant or the client address. The log names it.',
    labels: ['what', 'by'],
    atZero: limitedBy.flatMap((by) => limitedThings.map((what) => ({ what, by }))),
  },
  providerRequests: {
    name: 'calls_provider_requests_total',
    type: 'counter',
    help: 'Requests for an action at a provider, by outcome. UNKNOWN: the response was lost. NOT_DONE: it will be retried.',
    labels: ['provider', 'action', 'outcome'],
    atZero: providerNames.flatMap((provider) =>
      actions.flatMap((action) =>
        outcomesOf(action).map((outcome) => ({ provider, action, outcome })),
      ),
    ),
  },
  providerDuration: {
    name: 'calls_provider_request_duration_seconds',
    type: 'histogram',
    help: 'From the request for an action at a provider to its outcome.',
    labels: ['provider', 'action'],
    buckets: seconds,
    // Each series has many buckets, so of the actions only the most urgent one has its series from the start.
    atZero: providerNames.map((provider) => ({ provider, action: 'reject' })),
  },
  statementDuration: {
    name: 'calls_statement_duration_seconds',
    type: 'histogram',
    help: 'Database statements, by name, including the wait for a connection.',
    labels: ['name'],
    buckets: statementSeconds,
  },
  statements: {
    name: 'calls_statements_total',
    type: 'counter',
    help: 'Database statements, by outcome. lost_race: retried from a fresh read. unavailable: the database did not answer. failed: a bug.',
    labels: ['outcome'],
    atZero: statementOutcomes.map((outcome) => ({ outcome })),
  },
  connections: {
    name: 'calls_connections',
    type: 'gauge',
    help: 'Open TCP connections at the port of clients.',
  },
  subscribers: { name: 'calls_subscribers', type: 'gauge', help: 'Open event streams.' },
  watermarkHeld: {
    name: 'calls_watermark_held_seconds',
    type: 'gauge',
    help: 'How long the oldest open transaction has kept newer events from being read; 0 when there is none.',
  },
  shed: {
    name: 'calls_shed_total',
    type: 'counter',
    help: 'Requests that were refused with 503 because more arrived than the database takes, by what they were for.',
    labels: ['urgency'],
    atZero: [{ urgency: 'reject' }, { urgency: 'ring' }, { urgency: 'query' }],
  },
  statementsWaiting: {
    name: 'calls_statements_waiting',
    type: 'gauge',
    help: 'Database statements in progress. Beyond 2000, statements are refused.',
  },
  breakersOpen: {
    name: 'calls_breakers_open',
    type: 'gauge',
    help: 'Circuit breakers of lines that are open in this process: the last requests of the line got no answer, and only probes are sent.',
  },
  linesInTrouble: {
    name: 'calls_lines_in_trouble',
    type: 'gauge',
    help: 'Lines whose provider did not answer their last request to this process, or does not keep the connection for their events.',
    labels: ['provider'],
    atZero: providerNames.map((provider) => ({ provider })),
  },
  lineFailures: {
    name: 'calls_line_failures',
    type: 'gauge',
    help: 'Failures in a row of a line in trouble, by what was asked: reject, text (and block), listen. Other lines have no series; at most 100 have.',
    labels: ['provider', 'line', 'operation'],
  },
  effectsUnderWay: {
    name: 'calls_effects_under_way',
    type: 'gauge',
    help: 'Requests to providers in progress in this process.',
  },
} as const satisfies Record<string, Definition>;

/** `quiet-hours` becomes QUIET_HOURS, as the API spells it. */
export function labelOf(word: string): string {
  return word.toUpperCase().replaceAll('-', '_');
}

/** The outcomes that a request for this action may have. */
function outcomesOf(action: string): string[] {
  const failures = ['REFUSED', 'NOT_DONE', 'UNKNOWN'];
  if (action === 'reject') return ['DONE', 'UNDER_WAY', 'ALREADY_OVER', ...failures];
  return [action === 'text' ? 'SENT' : 'DONE', ...failures];
}

type Definitions = typeof definitions;

export type NameOf<Type extends Definition['type']> = {
  [Key in keyof Definitions]: Definitions[Key] extends { type: Type } ? Key : never;
}[keyof Definitions];

/** Gauges that are read at each scrape. */
export type WatchedGauge = Exclude<NameOf<'gauge'>, 'buildInfo' | LabelledGauge>;

/** Gauges that are read at each scrape, with labels. A series that is not read any more is no longer exported. */
export type LabelledGauge = 'linesInTrouble' | 'lineFailures';

/** Every metric of ours as a table in Markdown. */
export function metricsTable(): string {
  const rows = Object.values<Definition>(definitions).map(
    ({ name, type, labels, help }) =>
      `| \`${name}\` | ${type} | ${(labels ?? []).map((label) => `\`${label}\``).join(', ')} | ${help} |`,
  );
  return ['| metric | type | labels | meaning |', '|---|---|---|---|', ...rows].join('\n');
}
