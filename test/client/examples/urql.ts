import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { observe, type Transport } from '../../../src/client/client.ts';

export function connect(url: string, transport: Transport, readAgain: () => void): Client {
  const events = subscriptionExchange({
    forwardSubscription: ({ query = '', variables }) => ({
      subscribe: ({ next, error }) => ({
        unsubscribe: observe({ transport, query, variables }, { next, error, gap: readAgain }),
      }),
    }),
  });
  return new Client({ url, exchanges: [cacheExchange, events, fetchExchange] });
}
