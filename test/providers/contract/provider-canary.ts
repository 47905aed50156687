import { expect, it } from 'vitest';
import { createProviderHttp } from '../../../src/providers/outgoing/provider-http.ts';
import type { ProviderLine } from '../../../src/providers/provider.ts';
import { afterwards, serve } from '../outgoing/loopback.ts';
import { callToReject } from './asking.ts';
import { openLine, type ProviderContract } from './provider-stage.ts';

const statuses = [200, 201, 302, 400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503];
const speaking = ['error', 'error_code', 'code', 'message', 'statusMessage', 'detail', 'status'];
const caller = { callerAtProvider: '5511999999999@c.us', phone: '+5511999999999' };
const call = callToReject('call-1', caller.callerAtProvider);

/** Even when a provider says our whole request back, no credential is in any outcome. */
export function describeCanary(contract: ProviderContract): void {
  const places = hidingPlaces(contract.canary);
  const hasCanary = (text: string) => places.some((place) => text.includes(place));

  it('puts the canary into every credential', () => {
    const account = Object.entries(contract.accountAt('https://provider.example'));
    const isPublic = (name: string) => contract.publicFields?.includes(name) === true;
    const credentials = account.filter(
      ([name]) => /key|token|secret|password/i.test(name) && !isPublic(name),
    );
    expect(credentials).not.toHaveLength(0);
    expect(credentials.filter(([, value]) => !hasCanary(String(value)))).toEqual([]);
  });

  it.each(statuses)('keeps its credentials to itself when %i says them back', async (status) => {
    const http = createProviderHttp({ timeoutMs: 10_000 });
    afterwards(() => http.close());
    for (const type of ['application/json', 'text/html'] as const) {
      const echo = await startEcho(status, type);
      const outcomes = await everyOutcome(openLine(contract, http, echo.url));
      expect(hasCanary(echo.heard()), 'no credential was sent').toBe(true);
      expect(outcomes.filter(hasCanary)).toEqual([]);
    }
  });
}

async function startEcho(status: number, type: 'application/json' | 'text/html') {
  const requests: string[] = [];
  const url = await serve(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString('utf8');
    const said = [request.url, ...request.rawHeaders, body].join('\n');
    requests.push(said);
    const everywhere = Object.fromEntries(speaking.map((name) => [name, said]));
    response.writeHead(status, { 'content-type': type, location: request.url ?? '/' });
    response.end(type === 'text/html' ? said : JSON.stringify({ ...everywhere, [said]: said }));
  });
  return { url, heard: () => requests.join('\n') };
}

async function everyOutcome(line: ProviderLine): Promise<string[]> {
  const signal = AbortSignal.timeout(5000);
  const outcomes = [
    await line.reject(call, signal),
    await line.checkCredentials?.(signal),
    await line.sendText?.(caller, 'We call back.', signal),
    await line.blockCaller?.(caller, signal),
    await line.unblockCaller?.(caller, signal),
    ...(line.listen ? await everythingHeard(line.listen(AbortSignal.timeout(300), [])) : []),
  ];
  return outcomes.map((outcome) => JSON.stringify(outcome ?? null));
}

async function everythingHeard(listening: AsyncIterable<unknown>): Promise<unknown[]> {
  const heard: unknown[] = [];
  try {
    for await (const item of listening) if (heard.push(item) > 100) break;
  } catch (error) {
    const { message, stack, cause } = error as Error;
    heard.push({ ...(error as Error), message, stack, cause: String(cause) });
  }
  return heard;
}

/** The canary as it is, and as it looks within a text in base64, wherever it begins there. */
function hidingPlaces(canary: string): string[] {
  const shifted = ['', '.', '..'].map((before) => {
    const base64 = Buffer.from(before + canary).toString('base64');
    return base64.slice(before === '' ? 0 : 4, -4);
  });
  return [canary, ...shifted];
}
