import type { ProviderLine, WebhookReading } from '../../../src/providers/provider.ts';
import { serve } from '../outgoing/loopback.ts';
import { readingOf } from './provider-contract.ts';

/** Hears the webhooks of a line over a socket, after answering 500 to the first few. */
export async function listenTo(line: ProviderLine, failures = 0) {
  const readings: WebhookReading[] = [];
  let left = failures;
  const url = await serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    left -= 1;
    if (left < 0) readings.push(readingOf(line, { body, headers: request.headers }));
    response.writeHead(left < 0 ? 200 : 500).end();
  });
  const signals = () =>
    readings.flatMap((reading) => (reading.is === 'read' ? reading.signals : []));
  const messages = () =>
    readings.flatMap((reading) => (reading.is === 'read' ? reading.messages : []));
  return {
    url: `${url}/hook`,
    signals: () => signals().map(({ providerCallId, kind }) => [providerCallId, kind.is]),
    writers: () => messages().map(({ from }) => from.atProvider),
    keys: () => signals().map(({ dedupeKey }) => dedupeKey),
  };
}
