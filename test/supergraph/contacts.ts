import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** What another team would join: callers by id, with a field of ours that theirs needs, and calls by the provider's id. */
const typeDefs = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@key", "@external", "@requires"]
  )

  type Query {
    recordedCalls(lineId: ID!, providerCallIds: [String!]!): [Call!]!
    notes: [CallNote!]!
  }
  type Caller @key(fields: "id") {
    id: ID!
    phone: String @external
    contactName: String @requires(fields: "phone")
  }
  type PhoneLine @key(fields: "id", resolvable: false) { id: ID! }
  type Call @key(fields: "line { id } providerCallId") {
    line: PhoneLine!
    providerCallId: String!
    recordingUrl: String
  }
  type CallNote @key(fields: "id") { id: ID! }
`;

interface CallReference {
  readonly line: { readonly id: string };
  readonly providerCallId: string;
}

const resolvers = {
  Query: {
    recordedCalls: (_: unknown, wish: { lineId: string; providerCallIds: string[] }) =>
      wish.providerCallIds.map((providerCallId) => ({ line: { id: wish.lineId }, providerCallId })),
    notes: () => [{ id: 'note_1' }],
  },
  Caller: {
    contactName: ({ phone }: { phone: string | null }) => (phone ? `Contact of ${phone}` : null),
  },
  Call: {
    recordingUrl: ({ line, providerCallId }: CallReference) =>
      `recording://${line.id}/${providerCallId}`,
  },
};

export interface Subgraph {
  readonly url: string;
  readonly sdl: string;
  stop(): Promise<void>;
}

export async function startContacts(): Promise<Subgraph> {
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]),
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  return { url, sdl: typeDefs, stop: () => server.stop() };
}
