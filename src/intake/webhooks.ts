import type { IncomingMessage, ServerResponse } from 'node:http';
import { RequestError } from '../access/errors.ts';
import { isUnavailable } from '../db/connection/database-errors.ts';
import type { Log } from '../log.ts';
import type { WebhookRequest } from '../providers/provider.ts';
import { readBody } from '../read-body.ts';
import type { WebhookAnswer } from '../use-cases/receive/receive-webhook.ts';

export interface WebhookDoor {
  /** Answers `/webhooks/{token}`. */
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    token: string,
    query: URLSearchParams,
  ): Promise<void>;
}

export interface WebhookDependencies {
  readonly receive: (token: string, request: WebhookRequest) => Promise<WebhookAnswer>;
  readonly log: Log;
}

const maxBodyBytes = 256 * 1024;
const bodyTimeoutMs = 5000;

/** Receives providers' webhooks. Only recorded events get a 200; any other status makes the provider retry. */
export function createWebhookDoor(deps: WebhookDependencies): WebhookDoor {
  return {
    async handle(request, response, token, query) {
      if (request.method !== 'POST') {
        response.setHeader('allow', 'POST');
        return answer(response, 405, { error: 'Send webhooks with POST.' });
      }
      const body = await readBody(request, maxBodyBytes, bodyTimeoutMs);
      if (body.is === 'too-large') {
        return answer(response, 413, { error: `A webhook has at most ${maxBodyBytes} bytes.` });
      }
      if (body.is !== 'read') return answer(response, 400, { error: 'The body is incomplete.' });
      const webhook = {
        headers: request.headers,
        query,
        body: body.bytes,
      };
      try {
        answerFor(response, await deps.receive(token, webhook));
      } catch (error) {
        deps.log.error('recording a webhook failed', { error });
        const status = isUnavailable(error) || error instanceof RequestError ? 503 : 500;
        response.setHeader('retry-after', '1');
        answer(response, status, { error: 'The webhook could not be recorded. Send it again.' });
      }
    },
  };
}

function answerFor(response: ServerResponse, received: WebhookAnswer): void {
  const [status, body] = answerTo(received);
  answer(response, status, body);
}

function answerTo(received: WebhookAnswer): [number, object] {
  switch (received.is) {
    case 'received': {
      const { recorded, duplicates, unknown } = received;
      return [200, { received: true, recorded, duplicates, unknown }];
    }
    case 'no-such-hook':
      return [404, { error: noSuchHook }];
    case 'forged':
      return [401, { error: received.because }];
    case 'malformed':
      return [400, { error: received.because }];
  }
}

const noSuchHook =
  'No line has this webhook. Use the URL that registerLine or updateLine(renewWebhook) returned.';

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
