import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';
import { type Heard, ListenError } from '../../../src/providers/provider.ts';
import { afterwards } from '../outgoing/loopback.ts';
import { hear } from './hearing.ts';
import { openLine, type ProviderContract, type SimulatedProvider } from './provider-stage.ts';

/** What the suite asks beside of a simulator whose provider is listened to. */
export interface ListenedSimulator extends SimulatedProvider {
  /** Tells whoever listens this, word for word. */
  publish(body: unknown): void;
  /** Ends every connection for good. */
  loseListeners(): void;
}

interface Recording {
  readonly title: string;
  readonly body: unknown;
  readonly heard: readonly object[];
}

/** What all providers promise that are listened to. */
export function describeListen(contract: ProviderContract, http: ProviderHttp): void {
  const recordings = readRecordings(contract.recordingsIn);

  async function start() {
    const simulator = (await contract.startSimulator()) as ListenedSimulator;
    afterwards(() => simulator.close());
    const hearing = hear(openLine(contract, http, simulator.url));
    // The presence is told last of how things stand.
    await hearing.until((heard) => expect(heard.map(({ is }) => is)).toContain('presence'));
    const before = hearing.heard.length;
    const heardSince = () => hearing.heard.slice(before);
    return { simulator, hearing, heardSince };
  }

  describe('listen', () => {
    it('says first of all that it is connected', async () => {
      const { hearing } = await start();
      expect(hearing.heard[0]).toEqual({ is: 'connected' });
    });

    it.each(recordings)('hears $title', async ({ body, heard }) => {
      const { simulator, hearing, heardSince } = await start();
      simulator.publish(body);
      await hearing.until(() => expect(heardSince()).not.toHaveLength(0));
      expect(picture(heardSince(), simulator.url)).toEqual(heard);
    });

    it('gives every delivery of an event the same key, and every event another', async () => {
      const { simulator, hearing, heardSince } = await start();
      const all = recordings.flatMap(({ heard }) => heard).length;
      for (const { body } of recordings) simulator.publish(body);
      for (const { body } of recordings) simulator.publish(body);
      await hearing.until(() => expect(heardSince()).toHaveLength(2 * all));
      const keys = keysOf(heardSince().slice(0, all));
      expect(keysOf(heardSince().slice(all))).toEqual(keys);
      expect(new Set(keys).size).toBe(keys.length);
    });

    it('ends when called off', async () => {
      const { hearing } = await start();
      await expect(hearing.stop()).resolves.toBeUndefined();
    });

    it('throws a ListenError when the connection is lost for good', async () => {
      const { simulator, hearing } = await start();
      simulator.loseListeners();
      await expect(hearing.ended).rejects.toBeInstanceOf(ListenError);
    });

    it('throws a ListenError when nobody is there', async () => {
      const { ended } = hear(openLine(contract, http, 'http://127.0.0.1:1'));
      await expect(ended).rejects.toMatchObject({ problem: { kind: 'UNAVAILABLE' } });
    });
  });
}

function readRecordings(folder: URL): Recording[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
}

/** As JSON, without keys, and with the simulator's address as `HOST`. */
function picture(heard: readonly Heard[], url: string): unknown {
  const withoutKeys = (name: string, value: unknown) => (name === 'dedupeKey' ? undefined : value);
  return JSON.parse(JSON.stringify(heard, withoutKeys).replaceAll(new URL(url).host, 'HOST'));
}

function keysOf(heard: readonly Heard[]): string[] {
  return heard.flatMap((item) => (item.is === 'signal' ? [item.signal.dedupeKey] : []));
}
