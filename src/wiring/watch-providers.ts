import type { Metrics } from '../metrics.ts';
import type { Provider, ProviderLine, ProviderName } from '../providers/provider.ts';
import type { ProcessTracing } from '../tracing/tracing.ts';

type Providers = ReadonlyMap<ProviderName, Provider>;

/** Counts every request for an action at a provider, with its outcome and duration, and traces it if tracing is on. */
export function watchProviders(providers: Providers, watchers: Watchers): Providers {
  return new Map(
    [...providers].map(([name, provider]) => [name, watchProvider(provider, watchers)]),
  );
}

export interface Watchers {
  readonly metrics: Metrics;
  readonly tracing?: ProcessTracing;
}

/** A provider's lines are opened one by one, so each of them is watched when it is opened. */
function watchProvider(provider: Provider, watchers: Watchers): Provider {
  return {
    ...provider,
    open: (account, tenantId) => watchLine(provider.open(account, tenantId), provider, watchers),
  };
}

/** The methods that act at the provider, and the label of each in the metrics. Questions such as `lookUp` are not counted. */
const actions = {
  reject: 'reject',
  sendText: 'text',
  sendTemplate: 'text',
  blockCaller: 'block',
  unblockCaller: 'unblock',
} as const satisfies Partial<Record<keyof ProviderLine, string>>;

/** All that the methods have in common. Their parameters are passed on as they are. */
type Action = (...parameters: readonly never[]) => Promise<{ readonly is: string }>;

function watchLine(
  line: ProviderLine,
  { name }: Provider,
  { metrics, tracing }: Watchers,
): ProviderLine {
  const watched = Object.entries(actions).flatMap(([method, action]) => {
    const send = line[method as keyof typeof actions]?.bind(line) as Action | undefined;
    // A missing method means that the line cannot do this, so it must stay missing.
    if (!send) return [];
    const timed: Action = async (...parameters) => {
      const startedAt = performance.now();
      const request = () => send(...parameters);
      const outcome = await (tracing ? tracing.request(name, action, request) : request());
      const seconds = (performance.now() - startedAt) / 1000;
      metrics.sawProviderRequest(name, action, labelOf(outcome.is), seconds);
      return outcome;
    };
    return [[method, timed] as const];
  });
  return { ...line, ...Object.fromEntries(watched) };
}

/** The label in the metrics: `not-done` is NOT_DONE. The recorded attempts tell fewer apart: there, UNDER_WAY and SENT are DONE. */
const labelOf = (outcome: string) => outcome.toUpperCase().replaceAll('-', '_');
