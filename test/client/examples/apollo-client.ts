import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, Observable } from '@apollo/client/core';
import { print } from 'graphql';
import { observe, type Transport } from '../../../src/client/client.ts';

export function connect(uri: string, transport: Transport): ApolloClient {
  const events = new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) =>
        observe(
          { transport, query: print(query), variables },
          {
            next: (payload) => observer.next(payload),
            error: (error) => observer.error(error),
            gap: () => void client.refetchQueries({ include: 'active' }),
          },
        ),
      ),
  );
  const isEvents = ({ operationType }: ApolloLink.Operation) => operationType === 'subscription';
  const link = ApolloLink.split(isEvents, events, new HttpLink({ uri }));
  const client = new ApolloClient({ link, cache: new InMemoryCache() });
  return client;
}
