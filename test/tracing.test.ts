import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traceIdOf } from '../src/tracing/trace-id.ts';
import { startTestApp, type TestApp } from './support/app.ts';
import { get } from './support/client.ts';
import { until } from './support/until.ts';

const exporter = new InMemorySpanExporter();
let t: TestApp;
let untraced: TestApp;

beforeAll(async () => {
  const processor = new SimpleSpanProcessor(exporter);
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  // Long, so that a busy machine makes no second attempt.
  const timing = { attemptTimeoutMs: 20_000, leaseMs: 60_000 };
  [t, untraced] = await Promise.all([
    startTestApp({ ...timing, config: { tracing: true } }),
    startTestApp(timing),
  ]);
});
afterAll(async () => {
  await Promise.all([t.stop(), untraced.stop()]);
  trace.disable();
  context.disable();
});

const rejectCall = `mutation ($id: ID!) { rejectCall(id: $id, followUp: { text: "Please write to us." }) {
  ... on CallRejected { call { id } } } }`;

async function rejectOne(app: TestApp, id: string): Promise<string> {
  const textsBefore = app.simulator.messages.length;
  app.simulator.ring({ id });
  await app.simulator.webhooks.settled();
  const answer = await get<{ rejectCall: { call: { id: string } } }>(app.url, app.key, rejectCall, {
    id,
  });
  await app.simulator.webhooks.settled();
  await until(() => app.simulator.messages.length > textsBefore);
  await app.app.background.idle();
  return answer.rejectCall.call.id;
}

describe('a call that rings, is rejected and texted', () => {
  it('is one trace, from the webhook to the provider and to the outcome', async () => {
    const id = await rejectOne(t, 'call_TRACE_1');
    const text = () => exporter.getFinishedSpans().find(({ name }) => name === 'text');
    await until(
      () => text() && exporter.getFinishedSpans().some(({ name }) => name === 'receive rejected'),
    );
    const spans = exporter.getFinishedSpans();
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(
      new Set([traceIdOf(id)]),
    );
    const nameOf = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
    const picture = spans.map(({ name, kind, parentSpanContext, attributes }) => [
      ...[name, SpanKind[kind], nameOf.get(parentSpanContext?.spanId ?? '') ?? 'the call'],
      attributes['calls.outcome'] ?? attributes['calls.rejection.state'] ?? attributes['calls.by'],
    ]);
    expect(picture.toSorted((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
      ['PILOT_STATUS reject', 'CLIENT', 'reject', 'done'],
      ['PILOT_STATUS text', 'CLIENT', 'text', 'sent'],
      ['receive rejected', 'SERVER', 'the call', 'PILOT_STATUS'],
      ['receive ringing', 'SERVER', 'the call', 'PILOT_STATUS'],
      ['reject', 'INTERNAL', 'the call', undefined],
      ['rejection', 'INTERNAL', 'the call', 'CONFIRMED'],
      ['text', 'INTERNAL', 'the call', undefined],
    ]);
    expect(spans.every(({ status }) => status.code === SpanStatusCode.UNSET)).toBe(true);
    const told = JSON.stringify(spans.map(({ attributes }) => attributes));
    expect(told).not.toMatch(/447700|5511|ps_|Please write/);
  });

  it('is told nobody where tracing is off', async () => {
    exporter.reset();
    await rejectOne(untraced, 'call_TRACE_2');
    expect(exporter.getFinishedSpans()).toEqual([]);
  });

  it('has a story in the log, found by the id of the call or of its trace', async () => {
    const id = await rejectOne(t, 'call_TRACE_3');
    const lines = t.logged.map((line) => JSON.parse(line)).filter(({ call }) => call === id);
    expect(lines.map(({ what, rejection }) => [what, rejection])).toEqual(
      expect.arrayContaining([
        ['RANG', undefined],
        ['REJECT_REQUESTED', 'SENDING'],
        ['REJECTED', 'CONFIRMED'],
      ]),
    );
    const traces = new Set(lines.map(({ trace: one }) => one));
    expect(traces).toEqual(new Set([traceIdOf(id)]));
  });
});
