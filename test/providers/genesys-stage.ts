import { expect } from 'vitest';
import { createGenesys } from '../../src/providers/genesys/genesys.ts';
import { createProviderHttp } from '../../src/providers/outgoing/provider-http.ts';
import type {
  AccountInput,
  Heard,
  ProviderLine,
  RecordedCall,
} from '../../src/providers/provider.ts';
import {
  type GenesysSimulator,
  type GenesysSimulatorOptions,
  startGenesysSimulator,
} from '../../src/simulator/genesys/genesys.ts';
import { callToReject, partsWith } from './contract/asking.ts';
import { type Hearing, hear } from './contract/hearing.ts';
import { afterwards } from './outgoing/loopback.ts';

export const ana = { username: 'ana', password: 'of-ana', phoneNumber: '5001' };
export const ben = { username: 'ben', password: 'of-ben', phoneNumber: '5002' };
const never = new AbortController().signal;

export async function start(options: GenesysSimulatorOptions = {}): Promise<GenesysSimulator> {
  const simulator = await startGenesysSimulator({ agents: [ana, ben], ...options });
  afterwards(() => simulator.close());
  return simulator;
}

// Never closed: every file of this worker uses it.
const http = createProviderHttp({ timeoutMs: 10_000 });
const genesys = createGenesys(partsWith(http));
/** Soon gives up a connection that does not come back. */
export const impatient = createGenesys({
  ...partsWith(http),
  timeouts: { messageMs: 8000, pollMarginMs: 8000, graceMs: 600 },
});
/** Soon gives up a request that is not answered. */
export const hasty = createGenesys(partsWith(createProviderHttp({ timeoutMs: 1000 })));

export function lineOf(
  { username, password }: typeof ana,
  { url }: GenesysSimulator,
  more: AccountInput = {},
  provider = genesys,
): ProviderLine {
  const account = provider.readAccount({ baseUrl: url, username, password, ...more });
  if (Array.isArray(account)) throw new Error(JSON.stringify(account));
  return provider.open(account);
}

export async function hearConnected(
  line: ProviderLine,
  recorded: readonly RecordedCall[] = [],
): Promise<Hearing> {
  const hearing = hear(line, recorded);
  await hearing.until((heard) => expect(story(heard)).toContain('connected'));
  return hearing;
}

export function reject(line: ProviderLine, providerCallId: string) {
  const call = callToReject(providerCallId, '');
  return line.reject(call, never);
}

/** What was heard of calls and connections, in words; legs are numbered as they come up. */
export function story(heard: readonly Heard[]): string[] {
  const names = new Map<string, number>();
  let legs = 0;
  return heard.flatMap((item) => {
    if (item.is === 'presence') return [];
    if (item.is !== 'signal') return [item.is];
    const { providerCallId: id, kind, deliveredLate, isAnotherRing } = item.signal;
    if (isAnotherRing || !names.has(id)) names.set(id, ++legs);
    return [
      `${item.signal.inferred ? 'inferred: ' : deliveredLate ? 'late: ' : ''}leg ${names.get(id)} ${kind.is}`,
    ];
  });
}

export function signals(heard: readonly Heard[]) {
  return heard.flatMap((item) => (item.is === 'signal' ? [item.signal] : []));
}
