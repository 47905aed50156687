import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderCallId } from '../../src/call/ids.ts';
import type { RejectOutcome, SendOutcome } from '../../src/call/rejection.ts';
import type {
  AccountInput,
  CallAtProvider,
  Provider,
  ProviderLine,
  WebhookReading,
  WebhookRequest,
} from '../../src/providers/provider.ts';
import { createProviderHttp, type ProviderHttp } from '../../src/providers/provider-http.ts';
import type { Fault } from '../../src/simulator/fault.ts';
import { faults, lost, notReached, rejectFaults } from './provider-faults.ts';

/** What the suite asks of a simulator. */
export interface SimulatedProvider {
  readonly url: string;
  readonly requests: readonly { readonly operation: string; readonly callId?: string }[];
  readonly messages: readonly { readonly to: string; readonly text: string }[];
  ring(wish?: { from?: string }): { readonly id: string; readonly peerNumber: string };
  hangUp(callId: string): void;
  fault(operation: 'reject' | 'send', fault: Fault, times?: number | 'always'): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export interface ProviderContract {
  readonly name: string;
  create(http: ProviderHttp): Provider;
  startSimulator(): Promise<SimulatedProvider>;
  /** Every credential in it contains the canary. */
  accountAt(url: string): AccountInput;
  readonly canary: string;
  /** Headers that prove a webhook's body. */
  sign(body: Buffer): Record<string, string>;
  readonly recordingsIn: URL;
  readonly outcomes: { readonly rejected: RejectOutcome; readonly rejectedAgain: RejectOutcome };
}

interface Recording {
  readonly title: string;
  readonly body: unknown;
  readonly reading: object;
}

const never = new AbortController().signal;
const nowhere = 'http://127.0.0.1:1';

export function openLine(
  contract: ProviderContract,
  http: ProviderHttp,
  url: string,
): ProviderLine {
  const provider = contract.create(http);
  const account = provider.readAccount(contract.accountAt(url));
  if (Array.isArray(account)) throw new Error(`The account is wrong: ${JSON.stringify(account)}`);
  return provider.open(account);
}

/** Joins a provider to what all providers promise. Its abilities decide what is asked of it. */
export function describeProvider(contract: ProviderContract): void {
  const http = createProviderHttp({ timeoutMs: 300 });
  const abilities = openLine(contract, http, nowhere);
  afterAll(() => http.close());

  describe(contract.name, () => {
    describeReject(contract, http);
    if (abilities.sendText) describeSendText(contract, http);
    if (abilities.webhook) describeWebhook(contract, http);
  });
}

function describeReject(contract: ProviderContract, http: ProviderHttp): void {
  describe('reject', () => {
    const { stage, line, call, outcomeOf } = useStage(contract, http, 'reject');
    const reject = () => line().reject(call(), never);

    it('rejects exactly the call it was asked to', async () => {
      stage().ring();
      expect(await outcomeOf(reject())).toEqual(contract.outcomes.rejected);
      expect(stage().requests.map(({ callId }) => callId)).toEqual([call().providerCallId]);
    });

    it('may reject twice', async () => {
      await outcomeOf(reject());
      expect(await outcomeOf(reject())).toEqual(contract.outcomes.rejectedAgain);
    });

    it('answers already-over when the caller hung up first', async () => {
      stage().hangUp(call().providerCallId);
      expect(await outcomeOf(reject())).toMatchObject({ is: 'already-over' });
    });

    it('may reject again after an answer that got lost', async () => {
      stage().fault('reject', { is: 'process-then-reset' });
      expect(await outcomeOf(reject())).toMatchObject(lost);
      expect(await outcomeOf(reject())).toEqual(contract.outcomes.rejectedAgain);
    });

    it('ends when called off', async () => {
      stage().fault('reject', { is: 'hang' });
      const calledOff = AbortSignal.timeout(20);
      expect(await outcomeOf(line().reject(call(), calledOff))).toMatchObject({ is: 'unknown' });
    });

    it('is not done when nobody listens', async () => {
      const nobody = openLine(contract, http, nowhere);
      expect(await outcomeOf(nobody.reject(call(), never))).toMatchObject(notReached);
    });

    it.each([...faults, ...rejectFaults])('$outcome.is: $name', async ({ fault, outcome }) => {
      stage().fault('reject', fault);
      expect(await outcomeOf(reject())).toMatchObject(outcome);
    });
  });
}

function describeSendText(contract: ProviderContract, http: ProviderHttp): void {
  describe('sendText', () => {
    const { stage, line, call, outcomeOf } = useStage(contract, http, 'send');
    const send = (over: ProviderLine = line()) => {
      const { callerAtProvider } = call();
      const phone = `+${callerAtProvider.replace(/\D/g, '')}`;
      return over.sendText?.({ callerAtProvider, phone }, 'We call back.', never);
    };

    it('sends the text to the caller', async () => {
      expect(await outcomeOf(send())).toEqual({ is: 'sent' });
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

    it.each(faults)('$outcome.is: $name', async ({ fault, outcome }) => {
      stage().fault('send', fault);
      expect(await outcomeOf(send())).toMatchObject(outcome);
    });
  });
}

function describeWebhook(contract: ProviderContract, http: ProviderHttp): void {
  describe('webhook', () => {
    const line = openLine(contract, http, nowhere);
    const recordings = readRecordings(contract.recordingsIn);
    const deliver = (body: unknown, sign = contract.sign) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      return readingOf(line, { body: bytes, headers: sign(bytes) });
    };

    it.each(recordings)('reads $title', ({ body, reading }) => {
      expect(picture(deliver(body))).toEqual({ is: 'read', ...reading });
    });

    it('gives every delivery of an event the same key, and every event another', () => {
      const keys = recordings.flatMap(({ body }) => keysOf(deliver(body)));
      expect(recordings.flatMap(({ body }) => keysOf(deliver(body)))).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
    });

    it.each([
      ['no signature', () => ({})],
      ['the signature of another body', () => contract.sign(Buffer.from('{}'))],
      ['a signature cut short', (body: Buffer) => shortened(contract.sign(body))],
    ])('takes %s for forged, before reading', (_what, sign) => {
      const reading = deliver(Buffer.from('not even JSON'), sign);
      expect(reading).toMatchObject({ is: 'forged' });
      expect(JSON.stringify(reading)).not.toContain(contract.canary);
    });

    it.each([['{"event":'], ['[]'], ['null'], ['"text"'], ['{}'], ['\u0000'], ['']])(
      'takes %j for malformed',
      (body) => {
        expect(deliver(Buffer.from(body))).toMatchObject({ is: 'malformed' });
      },
    );
  });
}

/** One simulator for the suite, one ringing call for each test, and no credential in any outcome. */
function useStage(contract: ProviderContract, http: ProviderHttp, operation: 'reject' | 'send') {
  let simulator: SimulatedProvider;
  let opened: ProviderLine;
  let ringing: CallAtProvider;
  let outcomes: unknown[] = [];

  beforeEach(async () => {
    simulator = await contract.startSimulator();
    opened = openLine(contract, http, simulator.url);
    const { id, peerNumber } = simulator.ring();
    ringing = { providerCallId: id as ProviderCallId, callerAtProvider: peerNumber };
    outcomes = [];
  });
  afterEach(async () => {
    await simulator.close();
    expect(JSON.stringify(outcomes)).not.toContain(contract.canary);
    expect(outcomes, `no outcome of ${operation} was looked at`).not.toHaveLength(0);
  });

  return {
    stage: () => simulator,
    line: () => opened,
    call: () => ringing,
    async outcomeOf<T extends RejectOutcome | SendOutcome>(asked: Promise<T> | undefined) {
      const outcome = await asked;
      outcomes.push(outcome);
      return outcome;
    },
  };
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
  return line.webhook({ ...request, query: new URLSearchParams(), receivedAt: new Date() });
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

function shortened(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.slice(0, -2)]),
  );
}
