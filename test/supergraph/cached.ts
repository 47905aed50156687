import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client/core';

/** What a client that keeps one object for every id shows of an answer, once it has kept it. */
export async function askThroughCache(
  url: string,
  key: string,
  document: string,
  variables: Record<string, unknown>,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}` };
  const client = new ApolloClient({
    link: new HttpLink({ uri: `${url}/graphql`, headers }),
    cache: new InMemoryCache(),
    devtools: { enabled: false },
  });
  const query = gql(document);
  await client.query({ query, variables });
  const kept = client.readQuery({ query, variables });
  client.stop();
  return JSON.parse(JSON.stringify(kept), (name, value) =>
    name === '__typename' ? undefined : value,
  );
}
