import { type EventOf, follow, overWebSocket } from '../../../src/client/client.ts';
import { CallEventsDocument, type CallEventsSubscription } from './texts.generated.ts';

export interface Screen {
  show(event: EventOf<CallEventsSubscription>): void;
  readAgain(): void;
}

export async function followCalls(url: string, key: string, screen: Screen, signal: AbortSignal) {
  const transport = overWebSocket({ url, connectionParams: { Authorization: `Bearer ${key}` } });
  for await (const item of follow({ transport, query: CallEventsDocument, signal })) {
    if (item.is === 'event') screen.show(item.event);
    else screen.readAgain();
  }
}
