import type { Answer } from '../../support/client.ts';
import { openWelcomeSocket, subscribe } from './raw-socket.ts';

/** What a subscription is answered with at once: an error, or nothing. A ping tells that there is nothing more. */
export async function operationOverSocket(
  url: string,
  key: string,
  query: string,
  variables: object,
): Promise<Answer<unknown>> {
  const socket = await openWelcomeSocket(`${url.replace('http', 'ws')}/graphql`, key);
  socket.say(subscribe('1', query, variables));
  socket.say({ type: 'ping' });
  const messages = [await socket.nextMessage()];
  if (messages[0]?.type === 'pong') await new Promise((resolve) => setTimeout(resolve, 20));
  socket.ws.close();
  const error = [...messages, ...socket.messages].find(({ type }) => type === 'error');
  return { errors: error?.payload };
}
