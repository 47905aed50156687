import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import {
  createProviderHttp,
  type HttpRequest,
  type ProviderHttp,
  type ProviderHttpOptions,
} from '../../../src/providers/outgoing/provider-http.ts';
import { afterwards, serve, serveTcp } from './loopback.ts';

describe('an answer', () => {
  it('is given as it came', async () => {
    const url = await serve((request, response) => {
      response.writeHead(418, { 'content-type': 'Text/Plain; charset=utf-8', 'x-seen': 'yes' });
      request.pipe(response);
    });
    expect(await ask(`${url}/a?b=c`, { method: 'POST', body: 'olá' })).toMatchObject({
      is: 'answered',
      status: 418,
      contentType: 'text/plain',
      headers: { 'x-seen': 'yes' },
      body: 'olá',
    });
  });

  it('comes over connections that are kept', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const http = open();
    for (let n = 0; n < 10; n++) await http.request({ method: 'POST', url });
    expect(ports.size).toBeLessThan(3);
  });

  it('is a redirect where there is one', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end();
    });
    expect(await ask(url, { method: 'POST' })).toMatchObject({ is: 'answered', status: 307 });
  });

  it('is the one after early hints', async () => {
    const url = await serve((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => response.end('late'));
    });
    expect(await ask(url)).toMatchObject({ is: 'answered', status: 200, body: 'late' });
  });

  it('may have 64 KB, and no more', async () => {
    const url = await serve((request, response) => {
      response.end('x'.repeat(Number(request.url?.slice(1))));
    });
    expect(await ask(`${url}/65536`)).toMatchObject({ is: 'answered' });
    expect(await ask(`${url}/65537`)).toEqual({
      is: 'no-answer',
      because: 'the answer is too large',
    });
  });
});

describe('a request is not sent', () => {
  it('when the connection is refused', async () => {
    expect(await ask('http://127.0.0.1:1')).toEqual(notSent('the connection was refused'));
  });

  it('when the host has no address', async () => {
    const lookup = (
      _host: string,
      _options: object,
      done: (error: Error, address: string) => void,
    ) => done(Object.assign(new Error('for canary.example'), { code: 'ENOTFOUND' }), '');
    const http = open({ connect: { lookup } });
    expect(await http.request({ method: 'GET', url: 'http://canary.example' })).toEqual(
      notSent('the host name could not be resolved'),
    );
  });

  it('when no connection comes about in time', async () => {
    const http = open({ connect: { lookup: () => undefined }, timeoutMs: 50 });
    expect(await http.request({ method: 'GET', url: 'http://slow.example' })).toEqual(
      notSent('no connection in time'),
    );
  });

  it('when the other side does not speak TLS', async () => {
    const url = await serve((_request, response) => response.end());
    expect(await ask(url.replace('http:', 'https:'))).toMatchObject({ is: 'not-sent' });
  });

  it('when the other side resets while TLS is being agreed on', async () => {
    const url = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await ask(url.replace('http:', 'https:'))).toEqual(notSent('the connection broke'));
  });

  it('when it was called off before', async () => {
    const url = await serve((_request, response) => response.end());
    expect(await ask(url, { signal: AbortSignal.abort() })).toEqual(
      notSent('the request was called off'),
    );
  });

  it('when its deadline passes while it waits for a connection', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      seen.push(request.url);
      setTimeout(() => response.end(), 150);
    });
    const http = open({ connectionsPerOrigin: 1 });
    const first = http.request({ method: 'POST', url: `${url}/first` });
    const second = await http.request({ method: 'POST', url: `${url}/second`, timeoutMs: 50 });
    expect(second).toEqual(notSent('no connection in time'));
    expect(await first).toMatchObject({ is: 'answered' });
    expect(await http.request({ method: 'POST', url: `${url}/third` })).toMatchObject({
      is: 'answered',
    });
    expect(seen).toEqual(['/first', '/third']);
  });

  it('when too many to this origin are waiting', async () => {
    const url = await serve((_request, response) => setTimeout(() => response.end(), 100));
    const http = open({ requestsPerOrigin: 2 });
    const post = () => http.request({ method: 'POST', url });
    const answers = await Promise.all([post(), post(), post()]);
    expect(answers.map(({ is }) => is)).toEqual(['answered', 'answered', 'not-sent']);
    expect(await post()).toMatchObject({ is: 'answered' });
  });

  it('when the client is closed', async () => {
    const http = open();
    await http.close();
    expect(await http.request({ method: 'GET', url: 'http://127.0.0.1:1' })).toEqual(
      notSent('this service is shutting down'),
    );
  });

  it('when it is no HTTP, and nothing of it is repeated', async () => {
    const answers = [
      await ask('canary'),
      await ask('ftp://canary@127.0.0.1:1/canary'),
      await ask('http://127.0.0.1:1/?token=canary'),
      await ask('http://127.0.0.1:1', { headers: { 'x-api-key': 'canary\r\nx: y' } }),
    ];
    expect(answers.map(({ is }) => is)).toEqual(answers.map(() => 'not-sent'));
    expect(JSON.stringify(answers)).not.toContain('canary');
  });
});

describe('the outcome is unknown', () => {
  it('when no answer comes in time', async () => {
    const answer = await askUntilArrived(() => undefined, 50);
    expect(answer).toEqual(noAnswer('no answer came in time'));
  });

  it('when the answer trickles past the deadline', async () => {
    const answer = await askUntilArrived((_request, response) => {
      const trickle = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(trickle));
    }, 80);
    expect(answer).toEqual(noAnswer('no answer came in time'));
  });

  it('when it is called off under way', async () => {
    const abort = new AbortController();
    const url = await serve(() => abort.abort());
    expect(await ask(url, { signal: abort.signal })).toEqual(
      noAnswer('the request was called off'),
    );
  });

  it('when the connection breaks before or within the answer', async () => {
    const before = await serve((request) => request.socket.resetAndDestroy());
    const within = await serve((request, response) => {
      response
        .writeHead(200, { 'content-length': 10 })
        .write('half', () => request.socket.destroy());
    });
    expect(await ask(before)).toEqual(noAnswer('the connection broke'));
    expect(await ask(within)).toMatchObject({ is: 'no-answer' });
  });

  it('when a connection that was kept breaks', async () => {
    let requests = 0;
    const url = await serve((request, response) => {
      requests += 1;
      if (requests === 1) response.end();
      else request.socket.resetAndDestroy();
    });
    const http = open();
    expect(await http.request({ method: 'POST', url })).toMatchObject({ is: 'answered' });
    expect(await http.request({ method: 'POST', url })).toEqual(noAnswer('the connection broke'));
    expect(requests).toBe(2);
  });

  it('when the answer is no HTTP', async () => {
    const url = await serveTcp((socket) => socket.once('data', () => socket.end('SSH-2.0\r\n')));
    expect(await ask(url)).toMatchObject({ is: 'no-answer' });
  });
});

function notSent(because: string) {
  return { is: 'not-sent', because };
}

function noAnswer(because: string) {
  return { is: 'no-answer', because };
}

function open(options: ProviderHttpOptions = {}): ProviderHttp {
  // A bound on what hangs: where the deadline itself is tested, the test gives one.
  const http = createProviderHttp({ timeoutMs: 20_000, ...options });
  afterwards(() => http.close());
  return http;
}

function ask(url: string, request: Partial<HttpRequest> = {}) {
  return open().request({ method: 'GET', url, ...request });
}

/** On a busy machine the time may be over before there is a connection: asks until a request has arrived. */
async function askUntilArrived(listener: RequestListener, timeoutMs: number) {
  const arrived = new Set<string | undefined>();
  const url = await serve((request, response) => {
    arrived.add(request.url);
    listener(request, response);
  });
  for (let n = 1; ; n++) {
    const answer = await ask(`${url}/${n}`, { timeoutMs });
    if (arrived.has(`/${n}`)) return answer;
  }
}
