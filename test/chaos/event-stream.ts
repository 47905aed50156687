import { request as open } from 'node:http';
import WebSocket from 'ws';

export interface StreamEvent {
  readonly id: string;
  readonly cursor: string;
  readonly previousCursor: string | null;
  readonly kind: string;
  readonly call: { readonly id: string; readonly revision: number };
}

export interface StreamRequest {
  readonly url: string;
  readonly key: string;
  readonly after: string | null;
  readonly filter: { readonly lineIds?: readonly string[]; readonly kinds?: readonly string[] };
  readonly onEvent: (event: StreamEvent) => void;
  /** Once, when there will be no more. */
  readonly onEnd: (because: string) => void;
}

export interface OpenStream {
  /** Leaves without a word. */
  drop(): void;
}

const connectMs = 3000;

const query = `subscription ($after: String, $filter: CallEventFilter) {
  callEvents(after: $after, filter: $filter) { id cursor previousCursor kind call { id revision } }
}`;

function operationOf({ after, filter }: StreamRequest) {
  return { query, variables: { after, filter } };
}

type Payload = { data?: { callEvents: StreamEvent } | null; errors?: unknown };

export function openSocket(request: StreamRequest): OpenStream {
  const end = once(request.onEnd);
  const socket = new WebSocket(`${request.url.replace('http', 'ws')}/graphql`, [
    'graphql-transport-ws',
  ]);
  const say = (message: object) => socket.send(JSON.stringify(message));
  const drop = (because: string) => {
    end(because);
    socket.terminate();
  };
  const timer = setTimeout(() => drop('no connection in time'), connectMs);
  socket.on('open', () => {
    say({ type: 'connection_init', payload: { authorization: `Bearer ${request.key}` } });
  });
  socket.on('message', (bytes) => {
    const message = JSON.parse(String(bytes));
    switch (message.type) {
      case 'connection_ack':
        clearTimeout(timer);
        return say({ id: '1', type: 'subscribe', payload: operationOf(request) });
      case 'ping':
        return say({ type: 'pong' });
      case 'next':
        return take(message.payload, request, end, drop);
      case 'error':
        return drop(`error: ${JSON.stringify(message.payload)}`);
      case 'complete':
        return drop('complete');
    }
  });
  socket.on('error', (error) => end(error.message));
  socket.on('close', (code, reason) => {
    clearTimeout(timer);
    end(`closed: ${code} ${reason}`);
  });
  return { drop: () => drop('dropped') };
}

export function openServerSent(request: StreamRequest): OpenStream {
  const end = once(request.onEnd);
  const headers = {
    accept: 'text/event-stream',
    'content-type': 'application/json',
    authorization: `Bearer ${request.key}`,
  };
  const outgoing = open(`${request.url}/graphql`, { method: 'POST', headers, agent: false });
  const drop = (because: string) => {
    end(because);
    outgoing.destroy();
  };
  const timer = setTimeout(() => drop('no connection in time'), connectMs);
  outgoing.on('response', (response) => {
    clearTimeout(timer);
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const messages = text.split('\n\n');
      text = messages.pop() ?? '';
      if (response.statusCode !== 200) return;
      for (const message of messages) {
        const data = /^event: next\ndata: (.*)$/m.exec(message)?.[1];
        if (data !== undefined) take(JSON.parse(data), request, end, drop);
      }
    });
    response.on('error', () => end('it broke'));
    response.on('close', () => end(`closed: ${response.statusCode} ${text}`));
  });
  outgoing.on('error', (error) => end(error.message));
  outgoing.on('close', () => {
    clearTimeout(timer);
    end('closed');
  });
  outgoing.end(JSON.stringify(operationOf(request)));
  return { drop: () => drop('dropped') };
}

function take(payload: Payload, request: StreamRequest, end: Ending, drop: Ending): void {
  if (end.isOver) return;
  if (payload.errors || !payload.data) drop(`errors: ${JSON.stringify(payload.errors)}`);
  else request.onEvent(payload.data.callEvents);
}

type Ending = ((because: string) => void) & { readonly isOver?: boolean };

/** Ends only once; what still arrives afterwards was not seen. */
function once(onEnd: (because: string) => void): Ending {
  let isOver = false;
  const end = (because: string) => {
    if (isOver) return;
    isOver = true;
    onEnd(because);
  };
  return Object.defineProperty(end, 'isOver', { get: () => isOver });
}
