import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import type { RejectOutcome, SendOutcome } from '../../../src/call/rejection.ts';
import type { ProviderParts } from '../../../src/providers/kit/provider-parts.ts';
import type { ProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';
import type {
  AccountInput,
  BlockOutcome,
  CallToReject,
  CredentialsVerdict,
  Provider,
  ProviderLine,
} from '../../../src/providers/provider.ts';
import type { Fault } from '../../../src/simulator/kit/fault.ts';
import { until } from '../../support/until.ts';
import { callToReject, partsWith } from './asking.ts';

const never = new AbortController().signal;

export type Operation = 'reject' | 'send' | 'block' | 'check';

/** What the suite asks of a simulator. */
export interface SimulatedProvider {
  readonly url: string;
  readonly requests: readonly { readonly operation: string; readonly callId?: string }[];
  readonly messages: readonly { readonly to: string; readonly text: string }[];
  ring(wish?: { from?: string }): { readonly id: string; readonly peerNumber: string };
  hangUp(callId: string): void;
  fault(operation: 'reject' | 'send' | 'check', fault: Fault, times?: number | 'always'): void;
  clearFaults(): void;
  close(): Promise<void>;
}

/** What it asks beside of one whose provider can block callers. */
export interface BlockingSimulator extends SimulatedProvider {
  readonly blocked: ReadonlySet<string>;
  fault(operation: Operation, fault: Fault, times?: number | 'always'): void;
}

export interface ProviderContract {
  readonly name: string;
  create(parts: ProviderParts): Provider;
  startSimulator(): Promise<SimulatedProvider>;
  /** Every credential in it contains the canary. */
  accountAt(url: string): AccountInput;
  readonly canary: string;
  /** Fields of the account that sound like credentials and are none, such as a public key. */
  readonly publicFields?: readonly string[];
  /** Headers that prove a webhook's body, as sent at this time where the provider signs one. */
  sign(body: Buffer, at: Date): Record<string, string>;
  /** How far a signed time may be from ours. Left out where the provider signs none. */
  readonly freshForMs?: number;
  /** How clients may write the callers of this provider. Left out where it has no `isCaller`. */
  readonly spellings?: {
    readonly caller: string;
    readonly same: readonly string[];
    readonly others: readonly string[];
  };
  readonly recordingsIn: URL;
  readonly outcomes: { readonly rejected: RejectOutcome; readonly rejectedAgain: RejectOutcome };
}

export function openLine(
  contract: ProviderContract,
  http: ProviderHttp,
  url: string,
  input = contract.accountAt(url),
): ProviderLine {
  const provider = contract.create(partsWith(http));
  const account = provider.readAccount(input);
  if (Array.isArray(account)) throw new Error(`The account is wrong: ${JSON.stringify(account)}`);
  return provider.open(account);
}

/** One simulator for the suite, one ringing call for each test, and no credential in any outcome. */
export function useStage(contract: ProviderContract, http: ProviderHttp, operation: Operation) {
  let simulator: SimulatedProvider;
  let opened: ProviderLine;
  let ringing: CallToReject;
  let outcomes: unknown[] = [];

  beforeEach(async () => {
    simulator = await contract.startSimulator();
    opened = openLine(contract, http, simulator.url);
    const { id, peerNumber } = simulator.ring();
    ringing = callToReject(id, peerNumber);
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
    /** The same line, over a client with a short deadline: it counts for the next answer alone, because the line is connected and signed in. */
    async readyLineOver(client: ProviderHttp): Promise<ProviderLine> {
      const ready = openLine(contract, client, simulator.url);
      await until(async () => (await ready.checkCredentials?.(never))?.is !== 'not-told');
      // undici uses a connection again only a turn after an answer.
      await turn();
      return ready;
    },
    call: () => ringing,
    async outcomeOf<T extends RejectOutcome | SendOutcome | BlockOutcome | CredentialsVerdict>(
      asked: Promise<T> | undefined,
    ) {
      const outcome = await asked;
      outcomes.push(outcome);
      return outcome;
    },
  };
}
