import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type { AccountInput, ProviderLine, WebhookReading } from '../../src/providers/provider.ts';
import { createWawp } from '../../src/providers/wawp/wawp.ts';
import { startWawpSimulator, type WawpSimulator } from '../../src/simulator/waha-family/wawp.ts';
import { callToReject, partsWith, webhookRequest } from './contract/asking.ts';
import { afterwards, serve } from './outgoing/loopback.ts';

let simulator: WawpSimulator;

beforeEach(async () => {
  simulator = await startWawpSimulator();
  afterwards(() => simulator.close());
});

function openLine(account: AccountInput = {}): ProviderLine {
  const http = createProviderHttp();
  afterwards(() => http.close());
  const provider = createWawp(partsWith(http));
  const { url: baseUrl, instanceId, accessToken } = simulator;
  const read = provider.readAccount({ baseUrl, instanceId, accessToken, ...account });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return provider.open(read);
}

function readingOf(
  line: ProviderLine,
  event: object,
  { headers = {}, query = '' }: { headers?: Record<string, string>; query?: string } = {},
): WebhookReading | undefined {
  const body = Buffer.from(JSON.stringify(event));
  return line.webhook?.(webhookRequest(body, headers, new URLSearchParams(query)));
}

const rings = { id: 'evt_1', event: 'call.received', payload: { id: 'call_1', from: '1@lid' } };

describe('the proof of a webhook of Wawp', () => {
  const secret = 'whsec';
  const hmac = (algorithm: string) =>
    createHmac(algorithm, secret).update(JSON.stringify(rings)).digest('hex');

  it('is its address alone when nothing else is configured', () => {
    expect(readingOf(openLine(), rings)).toMatchObject({ is: 'read' });
  });

  it.each([
    ['sha256 when none is named', {}, 'sha256', 'read'],
    ['sha256 when it is named', { 'x-webhook-hmac-algorithm': 'sha256' }, 'sha256', 'read'],
    ['sha512 when it is named', { 'x-webhook-hmac-algorithm': 'sha512' }, 'sha512', 'read'],
    [
      'not another than the one named',
      { 'x-webhook-hmac-algorithm': 'sha512' },
      'sha256',
      'forged',
    ],
    ['not sha512 when none is named', {}, 'sha512', 'forged'],
    ['not one that is not known', { 'x-webhook-hmac-algorithm': 'sha1' }, 'sha1', 'forged'],
  ])('is a signature by %s', (_what, named, algorithm, outcome) => {
    const headers = { ...named, 'x-webhook-hmac': hmac(algorithm) };
    expect(readingOf(openLine({ webhookSecret: secret }), rings, { headers })).toMatchObject({
      is: outcome,
    });
  });

  it('is a signature in the header that the account names', () => {
    const line = openLine({ webhookSecret: secret, webhookSignatureHeader: 'X-Wawp-Signature' });
    const signed = { headers: { 'x-wawp-signature': hmac('sha256') } };
    const elsewhere = { headers: { 'x-webhook-hmac': hmac('sha256') } };
    expect(readingOf(line, rings, signed)).toMatchObject({ is: 'read' });
    expect(readingOf(line, rings, elsewhere)).toMatchObject({ is: 'forged' });
  });

  it.each([
    ['secret=in-the-url', 'read'],
    ['secret=in-the-uri', 'forged'],
    ['secret=in-the-url-and-more', 'forged'],
    ['secret=', 'forged'],
    ['', 'forged'],
  ])('is the secret in the URL: %j is %s', (query, outcome) => {
    const line = openLine({ webhookUrlSecret: 'in-the-url' });
    expect(readingOf(line, rings, { query })).toMatchObject({ is: outcome });
  });

  it('is both when both are configured', () => {
    const line = openLine({ webhookSecret: secret, webhookUrlSecret: 'in-the-url' });
    const headers = { 'x-webhook-hmac': hmac('sha256') };
    const query = 'secret=in-the-url';
    const proofs = [{ headers, query }, { headers }, { query }];
    expect(proofs.map((proof) => readingOf(line, rings, proof)?.is)).toEqual([
      'read',
      'forged',
      'forged',
    ]);
  });
});

describe('the webhooks of Wawp', () => {
  it.each([
    [{ session: 'sales' }, 'the event belongs to another session than that of this line'],
    [{ instance_id: '987' }, 'the event belongs to another instance than that of this line'],
    [{ instanceId: '987' }, 'the event belongs to another instance than that of this line'],
  ])('are not taken for this line when they say %j', (stranger, because) => {
    const line = openLine({ session: 'default' });
    expect(readingOf(line, { ...rings, ...stranger })).toEqual({ is: 'malformed', because });
  });

  it('are taken for this line when they say its session, or the line does not know it', () => {
    const session = { session: 'sales', instance_id: simulator.instanceId };
    const line = openLine({ session: 'sales' });
    expect(readingOf(line, { ...rings, ...session })).toMatchObject({ is: 'read' });
    expect(readingOf(openLine(), { ...rings, ...session })).toMatchObject({ is: 'read' });
    expect(readingOf(line, rings)).toMatchObject({ is: 'read' });
  });

  it.each(['call.received', 'call.accepted', 'call.rejected'])(
    'are malformed when %s has no id that could be stored',
    (event) => {
      for (const id of [undefined, '', null, {}, 'x'.repeat(300), 'a\u0000b', '\ud800']) {
        expect(readingOf(openLine(), { event, payload: { id } })).toEqual({
          is: 'malformed',
          because: `\`${event}\` names no call`,
        });
      }
    },
  );

  it('never throw, whatever comes', () => {
    const line = openLine({ session: 'default' });
    const names = fc.constantFrom('call.received', 'call.rejected', 'message', 'call.x', 'y');
    const fields = fc.constantFrom('id', 'from', 'timestamp', 'isVideo', 'fromMe', '_data', 'lid');
    const payload = fc.dictionary(fields, fc.jsonValue());
    fc.assert(
      fc.property(names, payload, payload, fc.jsonValue(), (event, one, me, other) => {
        for (const body of [one, { event, payload: one, me }, { event, payload: other, me: other }])
          expect(readingOf(line, body)?.is).toMatch(/^(read|malformed)$/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['WEBJS', ['ringing', 'rejected-or-over']],
    ['NOWEB', ['ringing', 'rejected-or-over']],
    ['WPP', ['ringing']],
  ] as const)('tell the story of a rejected call, each twice, from %s', async (engine, story) => {
    const { url, told, line } = await stage({ engine });
    simulator.tell({ url, secret: 'whsec', copies: 2 });
    const { id, peerNumber } = simulator.ring();
    const call = callToReject(id, peerNumber);
    await line.reject(call, new AbortController().signal);
    await simulator.webhooks.settled();
    expect(told().map(({ kind }) => kind.is)).toEqual(story.flatMap((kind) => [kind, kind]));
    expect(new Set(told().map(({ dedupeKey }) => dedupeKey)).size).toBe(story.length);
  });

  it.each([
    ['WEBJS', ['ringing']],
    ['NOWEB', ['ringing', 'answered', 'rejected-or-over']],
  ] as const)('tell what %s knows of a call that was answered', async (engine, story) => {
    const { url, told } = await stage({ engine });
    simulator.tell({ url, secret: 'whsec' });
    const { id } = simulator.ring();
    simulator.answer(id);
    simulator.hangUp(id);
    await simulator.webhooks.settled();
    expect(told().map(({ kind }) => kind.is)).toEqual(story);
  });
});

/** A simulator, a line at it, and what this line reads of its webhooks. */
async function stage(options: Parameters<typeof startWawpSimulator>[0]) {
  simulator = await startWawpSimulator(options);
  afterwards(simulator.close);
  const line = openLine({ webhookSecret: 'whsec', webhookUrlSecret: 'in-the-url' });
  const readings: (WebhookReading | undefined)[] = [];
  const url = await serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const { searchParams: query } = new URL(request.url ?? '/', 'http://here');
    const reading = line.webhook?.(webhookRequest(body, request.headers, query));
    readings.push(reading);
    response.writeHead(reading?.is === 'read' ? 200 : 400).end();
  });
  return {
    url: `${url}/hook?secret=in-the-url`,
    line,
    told: () => readings.flatMap((reading) => (reading?.is === 'read' ? reading.signals : [])),
  };
}
