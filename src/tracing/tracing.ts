import {
  type Attributes,
  type Context,
  context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Entry } from '../call/journal.ts';
import type { Tracing } from '../use-cases/dependencies.ts';
import { rootSpanIdOf, traceIdOf } from './trace-id.ts';

export interface ProcessTracing extends Tracing {
  /** Takes entries that this process recorded: a rejection whose outcome is known becomes a span. */
  sawRecorded(entries: readonly Entry[]): void;
  /** A request to a provider, within the attempt that makes it. */
  request<Outcome extends { readonly is: string }>(
    provider: string,
    action: string,
    ask: () => Promise<Outcome>,
  ): Promise<Outcome>;
}

/** Spans through the API of OpenTelemetry. Without an SDK in the process, they are dropped. */
export function createTracing(version: string): ProcessTracing {
  const tracer = trace.getTracer('calls-subgraph', version);
  // Later entries of a call repeat its rejection, which must not become a span again.
  const settled = createSeen(10_000);
  return {
    sawSignal({ callId, lineId, by, what, receivedAt, recordedAt }) {
      const attributes = { ...about(callId, lineId), 'calls.signal': what, 'calls.by': by.name };
      const options = { kind: SpanKind.SERVER, startTime: receivedAt, attributes };
      tracer.startSpan(`receive ${what}`, options, traceOf(callId)).end(recordedAt);
    },
    attempt({ callId, lineId, effectId, kind, number }, carryOut) {
      const attributes = {
        ...about(callId, lineId),
        'calls.effect.id': effectId,
        'calls.attempt': number,
      };
      return inSpan(tracer, kind, { attributes }, traceOf(callId), carryOut);
    },
    request(provider, action, ask) {
      const attributes = { 'calls.provider': provider, 'calls.action': action };
      const options = { kind: SpanKind.CLIENT, attributes };
      return inSpan(tracer, `${provider} ${action}`, options, context.active(), async (span) => {
        const outcome = await ask();
        span.setAttribute('calls.outcome', outcome.is);
        // The answer was lost. Every other outcome is known, so its span is no error.
        if (outcome.is === 'unknown') span.setStatus({ code: SpanStatusCode.ERROR });
        return outcome;
      });
    },
    sawRecorded(entries) {
      for (const entry of entries) tellOutcome(tracer, entry, settled);
    },
  };
}

function about(callId: string, lineId: string): Attributes {
  return { 'calls.call.id': callId, 'calls.line.id': lineId };
}

/** All spans of a call have one parent, whose id every process derives from the call's id. The parent itself is never recorded. */
function traceOf(callId: string): Context {
  const ids = { traceId: traceIdOf(callId), spanId: rootSpanIdOf(callId) };
  const root = { ...ids, traceFlags: TraceFlags.SAMPLED, isRemote: true };
  return trace.setSpanContext(ROOT_CONTEXT, root);
}

async function inSpan<Done>(
  tracer: Tracer,
  name: string,
  options: { readonly kind?: SpanKind; readonly attributes: Attributes },
  parent: Context,
  work: (span: Span) => Promise<Done>,
): Promise<Done> {
  const span = tracer.startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/** The outcomes that make the span an error. */
const failed = ['EXPIRED', 'REFUSED'];

/** Makes a span from the request to reject to its outcome, once for each outcome. */
function tellOutcome(tracer: Tracer, { call }: Entry, settled: Seen): void {
  const { rejection } = call;
  if (!rejection?.settledAt || settled.saw(`${rejection.id} ${rejection.state}`)) return;
  const { state, reason, requestedAt, settledAt, inferred = false } = rejection;
  const attributes = {
    ...about(call.id, call.lineId),
    'calls.rejection.state': state,
    'calls.rejection.reason': reason,
    'calls.rejection.inferred': inferred,
  };
  const options = { startTime: requestedAt, attributes };
  const span = tracer.startSpan('rejection', options, traceOf(call.id));
  if (failed.includes(state)) span.setStatus({ code: SpanStatusCode.ERROR, message: state });
  span.end(settledAt);
}

interface Seen {
  /** Adds the text, and returns whether it was there already. Only the latest texts are kept. */
  saw(what: string): boolean;
}

function createSeen(maxTexts: number): Seen {
  const texts = new Set<string>();
  return {
    saw(what) {
      if (texts.has(what)) return true;
      texts.add(what);
      const [oldest = ''] = texts;
      if (texts.size > maxTexts) texts.delete(oldest);
      return false;
    },
  };
}
