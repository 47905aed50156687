import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  createProviderHttp,
  type ProviderHttp,
} from '../../../src/providers/outgoing/provider-http.ts';
import type {
  ProviderLine,
  WebhookReading,
  WebhookRequest,
} from '../../../src/providers/provider.ts';
import { partsWith, webhookRequest } from './asking.ts';
import { describeCredentials } from './credentials-contract.ts';
import { describeListen } from './listen-contract.ts';
import { describeCanary } from './provider-canary.ts';
import { faults, lost, notReached, rejectFaults } from './provider-faults.ts';
import {
  type BlockingSimulator,
  openLine,
  type ProviderContract,
  useStage,
} from './provider-stage.ts';

interface Recording {
  readonly title: string;
  readonly body: unknown;
  readonly reading: object;
}

type Sign = (body: Buffer) => Record<string, string>;

const never = new AbortController().signal;
const nowhere = 'http://127.0.0.1:1';
const done = { is: 'done' };

/** Joins a provider to what all providers promise. Its abilities decide what is asked of it. */
export function describeProvider(contract: ProviderContract): void {
  const http = createProviderHttp({ timeoutMs: 10_000 });
  const hasty = createProviderHttp({ timeoutMs: 300 });
  const abilities = openLine(contract, http, nowhere);
  afterAll(() => Promise.all([http.close(), hasty.close()]));

  describe(contract.name, () => {
    describeReject(contract, http, hasty);
    if (abilities.checkCredentials) describeCredentials(contract, http, hasty);
    if (abilities.sendText) describeSendText(contract, http, hasty);
    if (abilities.blockCaller) describeBlock(contract, http, hasty);
    if (abilities.webhook) describeWebhook(contract, http);
    if (abilities.listen) describeListen(contract, http);
    if (abilities.isCaller) describeCallers(contract, abilities);
    describeCanary(contract);
  });
}

function describeReject(contract: ProviderContract, http: ProviderHttp, hasty: ProviderHttp): void {
  describe('reject', () => {
    const { stage, line, readyLineOver, call, outcomeOf } = useStage(contract, http, 'reject');
    const reject = (over = line()) => over.reject(call(), never);

    it('rejects exactly the call it was asked to', async () => {
      stage().ring();
      expect(await outcomeOf(reject())).toEqual(contract.outcomes.rejected);
      expect(stage().requests.map(({ callId }) => callId)).toEqual([call().providerCallId]);
    });

    it('may reject twice', async () => {
      await outcomeOf(reject());
      expect(await outcomeOf(reject())).toEqual(contract.outcomes.rejectedAgain);
    });

    const promise = contract.create(partsWith(http)).rejection.answer;
    // Who promises nothing cannot know that the call is over either.
    const tooLate = promise === 'BEST_EFFORT' ? contract.outcomes.rejected : { is: 'already-over' };
    it(`answers ${tooLate.is} when the caller hung up first`, async () => {
      stage().hangUp(call().providerCallId);
      expect(await outcomeOf(reject())).toMatchObject(tooLate);
    });

    it('may reject again after an answer that got lost', async () => {
      stage().fault('reject', { is: 'process-then-reset' });
      expect(await outcomeOf(reject())).toMatchObject(lost);
      expect(await outcomeOf(reject())).toEqual(contract.outcomes.rejectedAgain);
    });

    it('ends when called off', async () => {
      stage().fault('reject', { is: 'hang' });
      const calledOff = new AbortController();
      const asked = line().reject(call(), calledOff.signal);
      // The reject must have arrived. A line that is still signing in has certainly not sent it.
      const operations = () => stage().requests.map(({ operation }) => operation);
      await vi.waitFor(() => expect(operations()).toContain('reject'), {
        timeout: 15_000,
        interval: 5,
      });
      calledOff.abort();
      expect(await outcomeOf(asked)).toMatchObject({ is: 'unknown' });
    });

    it('is not done when nobody listens', async () => {
      const nobody = openLine(contract, http, nowhere);
      expect(await outcomeOf(nobody.reject(call(), never))).toMatchObject(notReached);
    });

    it.each([...faults, ...rejectFaults])(
      '$outcome.is: $name',
      async ({ fault, isLate, outcome }) => {
        const over = isLate ? await readyLineOver(hasty) : line();
        stage().fault('reject', fault);
        expect(await outcomeOf(reject(over))).toMatchObject(outcome);
      },
    );
  });
}

function describeSendText(
  contract: ProviderContract,
  http: ProviderHttp,
  hasty: ProviderHttp,
): void {
  describe('sendText', () => {
    const { stage, line, readyLineOver, call, outcomeOf } = useStage(contract, http, 'send');
    const send = (over: ProviderLine = line()) => {
      const { callerAtProvider } = call();
      const phone = `+${callerAtProvider.replace(/\D/g, '')}`;
      return over.sendText?.({ callerAtProvider, phone }, 'We call back.', never);
    };

    it('sends the text to the caller', async () => {
      expect(await outcomeOf(send())).toMatchObject({ is: 'sent' });
      expect(stage().messages).toMatchObject([{ text: 'We call back.' }]);
    });

    it('does not know whether a text went out when its answer got lost', async () => {
      stage().fault('send', { is: 'process-then-reset' });
      expect(await outcomeOf(send())).toMatchObject(lost);
      expect(stage().messages).toHaveLength(1);
    });

    it('is not done when nobody listens', async () => {
      expect(await outcomeOf(send(openLine(contract, http, nowhere)))).toMatchObject(notReached);
    });

    it.each(faults)('$outcome.is: $name', async ({ fault, isLate, outcome }) => {
      const over = isLate ? await readyLineOver(hasty) : line();
      stage().fault('send', fault);
      expect(await outcomeOf(send(over))).toMatchObject(outcome);
    });
  });
}

function describeBlock(contract: ProviderContract, http: ProviderHttp, hasty: ProviderHttp): void {
  describe('blockCaller', () => {
    const {
      stage: anyStage,
      line,
      readyLineOver,
      call,
      outcomeOf,
    } = useStage(contract, http, 'block');
    const stage = () => anyStage() as BlockingSimulator;
    const caller = () => ({ callerAtProvider: call().callerAtProvider });
    const block = (over: ProviderLine = line()) => over.blockCaller?.(caller(), never);
    const unblock = () => line().unblockCaller?.(caller(), never);

    it('blocks a caller, and again without harm, and lets them call again', async () => {
      expect([await outcomeOf(block()), await outcomeOf(block())]).toEqual([done, done]);
      expect(stage().blocked.size).toBe(1);
      expect(await outcomeOf(unblock())).toEqual(done);
      expect(stage().blocked.size).toBe(0);
    });

    it('does not know whether a caller is blocked when the answer got lost', async () => {
      stage().fault('block', { is: 'process-then-reset' });
      expect(await outcomeOf(block())).toMatchObject(lost);
    });

    it('is not done when nobody listens', async () => {
      expect(await outcomeOf(block(openLine(contract, http, nowhere)))).toMatchObject(notReached);
    });

    it.each(faults)('$outcome.is: $name', async ({ fault, isLate, outcome }) => {
      const over = isLate ? await readyLineOver(hasty) : line();
      stage().fault('block', fault);
      expect(await outcomeOf(block(over))).toMatchObject(outcome);
    });
  });
}

function describeWebhook(contract: ProviderContract, http: ProviderHttp): void {
  describe('webhook', () => {
    const line = openLine(contract, http, nowhere);
    const recordings = readRecordings(contract.recordingsIn);
    const deliver = (body: unknown, sign: Sign = (bytes) => contract.sign(bytes, new Date())) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      return readingOf(line, { body: bytes, headers: sign(bytes) });
    };
    const signedNow = (body: Buffer) => contract.sign(body, new Date());

    it.each(recordings)('reads $title', ({ body, reading }) => {
      expect(picture(deliver(body))).toEqual({ is: 'read', ...reading });
    });

    it('gives every delivery of an event the same key, and every event another', () => {
      const keys = recordings.flatMap(({ body }) => keysOf(deliver(body)));
      expect(recordings.flatMap(({ body }) => keysOf(deliver(body)))).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
    });

    it.each<[string, Sign]>([
      ['no signature', () => ({})],
      ['the signature of another body', () => signedNow(Buffer.from('{}'))],
      ...Object.keys(signedNow(Buffer.from(''))).map((name): [string, Sign] => [
        `a \`${name}\` cut short`,
        (body) => withOneShortened(signedNow(body), name),
      ]),
    ])('takes %s for forged, before reading', (_what, sign) => {
      const reading = deliver(Buffer.from('not even JSON'), sign);
      expect(reading).toMatchObject({ is: 'forged' });
      expect(JSON.stringify(reading)).not.toContain(contract.canary);
    });

    const { freshForMs } = contract;
    if (freshForMs !== undefined) {
      const signedAt = (agoMs: number) => (body: Buffer) =>
        contract.sign(body, new Date(Date.now() - agoMs));
      const justWithin = freshForMs - 5000;
      const justBeyond = freshForMs + 5000;

      it.each([justBeyond, -justBeyond])('takes what was signed %i ms ago for forged', (agoMs) => {
        expect(deliver(recordings[0]?.body, signedAt(agoMs))).toMatchObject({ is: 'forged' });
      });

      it.each([justWithin, -justWithin])('reads what was signed %i ms ago', (agoMs) => {
        expect(deliver(recordings[0]?.body, signedAt(agoMs))).toMatchObject({ is: 'read' });
      });
    }

    it.each([['{"event":'], ['[]'], ['null'], ['"text"'], ['{}'], ['\u0000'], ['']])(
      'takes %j for malformed',
      (body) => {
        expect(deliver(Buffer.from(body))).toMatchObject({ is: 'malformed' });
      },
    );
  });
}

function readRecordings(folder: URL): Recording[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
}

export function readingOf(
  line: ProviderLine,
  request: Pick<WebhookRequest, 'body' | 'headers'>,
): WebhookReading {
  if (!line.webhook) throw new Error('This line has no webhooks.');
  return line.webhook(webhookRequest(request.body, request.headers));
}

/** A reading as JSON, without its keys. */
function picture(reading: WebhookReading): unknown {
  const withoutKeys = (name: string, value: unknown) => (name === 'dedupeKey' ? undefined : value);
  return JSON.parse(JSON.stringify(reading, withoutKeys));
}

function keysOf(reading: WebhookReading): string[] {
  if (reading.is !== 'read') throw new Error(`Not read: ${reading.because}`);
  const { signals, messages, unknown } = reading;
  return [...signals, ...messages, ...unknown].map(({ dedupeKey }) => dedupeKey);
}

function withOneShortened(headers: Record<string, string>, name: string): Record<string, string> {
  return { ...headers, [name]: headers[name]?.slice(0, -2) ?? '' };
}

/** A client repeats the caller as it was shown the call, in any spelling; a mistaken match would reject another call. */
function describeCallers({ spellings }: ProviderContract, line: ProviderLine): void {
  describe('isCaller', () => {
    const means = (given: string) => line.isCaller?.(given, spellings?.caller ?? '');

    it('has spellings to be tried with', () => {
      expect(spellings?.same.length).toBeGreaterThan(0);
      expect(spellings?.others.length).toBeGreaterThan(0);
    });

    it.each(spellings?.same ?? [])('takes %j for the caller', (given) => {
      expect(means(given)).toBe(true);
    });

    it.each([...(spellings?.others ?? []), '', ' ', '@', '+'])('takes %j for another', (given) => {
      expect(means(given)).toBe(false);
    });

    it('takes nobody for a caller who was not named', () => {
      expect(['', '+', ...(spellings?.same ?? [])].some((each) => line.isCaller?.(each, ''))).toBe(
        false,
      );
    });
  });
}
