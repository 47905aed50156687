import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookDoor } from '../../src/intake/webhooks.ts';
import { readForm } from '../../src/providers/kit/form.ts';
import type { WebhookRequest } from '../../src/providers/provider.ts';
import type { ChallengeAnswer } from '../../src/use-cases/receive/receive-webhook.ts';
import { silentLog } from '../support/silent-log.ts';

const seen: WebhookRequest[] = [];
let challenge: ChallengeAnswer = { is: 'no-challenge' };
let url = '';
let close = () => {};

beforeEach(async () => {
  const door = createWebhookDoor({
    publicUrl: () => 'https://calls.example/at/our-proxy',
    receive: async (_token, request) => {
      seen.push(request);
      return { is: 'received', recorded: 1, duplicates: 0, unknown: 0 };
    },
    challenge: async (_token, request) => {
      seen.push(request);
      return challenge;
    },
    onRefused: () => {},
    log: silentLog,
  });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://here');
    void door.handle(request, response, pathname.split('/').at(-1) ?? '', searchParams);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/token`;
  close = () => server.close();
});
afterEach(() => {
  seen.length = 0;
  challenge = { is: 'no-challenge' };
  close();
});

describe('a provider that signs more than a body', () => {
  it('sees the URL that it was given, with its query as it was sent', async () => {
    await fetch(`${url}?b=2&a=%2B1&b=1`, { method: 'POST', body: '{}' });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: 'https://calls.example/at/our-proxy/webhooks/token?b=2&a=%2B1&b=1',
      },
    ]);
  });

  it('sees a form byte by byte, and its fields in their order', async () => {
    const sent = 'To=%2B12025550131&From=%2B12025550133&Empty=';
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
    await fetch(url, { method: 'POST', headers, body: sent });
    await fetch(url, { method: 'POST', body: '{}' });
    const [form, json] = seen;
    expect(form?.body.toString()).toBe(sent);
    expect([...(form ? (readForm(form) ?? []) : [])]).toEqual([
      ['To', '+12025550131'],
      ['From', '+12025550133'],
      ['Empty', ''],
    ]);
    expect(json && readForm(json)).toBeUndefined();
  });
});

describe('a challenge by GET', () => {
  const asked = async () => {
    const response = await fetch(`${url}?hub.mode=subscribe&hub.challenge=42`);
    return [response.status, await response.text()];
  };

  it('is answered in the words of the provider', async () => {
    challenge = { is: 'answer', body: '42' };
    expect(await asked()).toEqual([200, '42']);
    expect(seen[0]?.query.get('hub.challenge')).toBe('42');
  });

  it('is refused when it is forged', async () => {
    challenge = { is: 'forged', because: 'the token is wrong' };
    expect(await asked()).toEqual([403, '{"error":"the token is wrong"}']);
  });

  it('is answered 405 where the provider sends none', async () => {
    expect((await asked())[0]).toBe(405);
  });
});
