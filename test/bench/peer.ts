import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { expressMiddleware } from '@as-integrations/express5';
import { eq } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import express from 'express';
import { GraphQLError, parse } from 'graphql';
import postgres from 'postgres';
import type { FloorSettings } from './floor-work.ts';
import { calls, createTables, history, rejections } from './peer-tables.ts';

/**
 * What a team would write in an afternoon with the documentation of Apollo Server, Express and Drizzle open: queries in
 * transactions, `fetch`, the defaults of each. It keeps a history, and nothing recovers what a crash leaves behind.
 */
const { databaseUrl, providerUrl, apiKey } = JSON.parse(process.argv[2] ?? '') as FloorSettings;
const client = postgres(databaseUrl, { onnotice: () => {} });
await client.unsafe(createTables);
const db = drizzle(client);

const typeDefs = parse(`
  type Call @key(fields: "id") { id: ID! providerCallId: String! direction: String! media: String! status: String!
    revision: Int! ringingAt: String! }
  type Rejection { id: ID! state: String! }
  type CallRejected { replayed: Boolean! call: Call! rejection: Rejection! }
  union RejectCallResult = CallRejected
  type Query { call(id: ID!): Call }
  type Mutation { rejectCall(id: ID!): RejectCallResult! }`);

const resolvers = {
  Query: {
    call: async (_: unknown, { id }: { id: string }) => {
      const [call] = await db.select().from(calls).where(eq(calls.id, id));
      return call;
    },
  },
  Mutation: {
    rejectCall: (_: unknown, { id }: { id: string }) => rejectCall(id),
  },
  RejectCallResult: { __resolveType: () => 'CallRejected' },
};

async function rejectCall(providerCallId: string) {
  const { call, rejection } = await db.transaction(async (tx) => {
    const [found] = await tx
      .select()
      .from(calls)
      .where(eq(calls.providerCallId, providerCallId))
      .for('update');
    if (found?.status !== 'RINGING') throw new GraphQLError('The call does not ring.');
    const [call] = await tx
      .update(calls)
      .set({ status: 'REJECTING', revision: found.revision + 1 })
      .where(eq(calls.id, found.id))
      .returning();
    const [rejection] = await tx
      .insert(rejections)
      .values({ callId: found.id, state: 'SENDING' })
      .returning();
    await tx.insert(history).values({ callId: found.id, kind: 'REJECT_REQUESTED', call });
    if (!call || !rejection) throw new Error('Nothing was written.');
    return { call, rejection };
  });
  const response = await fetch(`${providerUrl}/v1/calls/${providerCallId}/reject`, {
    method: 'POST',
    headers: { 'x-api-key': apiKey },
  });
  const { status } = (await response.json()) as { status: string };
  return await db.transaction(async (tx) => {
    const [settled] = await tx
      .update(rejections)
      .set({ state: 'CONFIRMED', settledAt: new Date() })
      .where(eq(rejections.id, rejection.id))
      .returning();
    const [ended] = await tx
      .update(calls)
      .set({ status, revision: call.revision + 1, endedAt: new Date() })
      .where(eq(calls.id, call.id))
      .returning();
    await tx.insert(history).values({ callId: call.id, kind: 'REJECTED', call: ended });
    return { replayed: false, call: ended, rejection: settled };
  });
}

interface Ring {
  readonly id: string;
  readonly peerNumber: string;
  readonly direction: string;
  readonly createdAt: string;
}

async function receive({ id, peerNumber, direction, createdAt }: Ring): Promise<void> {
  await db.transaction(async (tx) => {
    const [known] = await tx.select().from(calls).where(eq(calls.providerCallId, id));
    if (known) return;
    const [call] = await tx
      .insert(calls)
      .values({
        ...{ providerCallId: id, direction, media: 'VOICE', status: 'RINGING', peer: peerNumber },
        ...{ revision: 1, ringingAt: new Date(createdAt) },
      })
      .returning();
    if (call) await tx.insert(history).values({ callId: call.id, kind: 'RANG', call });
  });
}

const apollo = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs, resolvers }]) });
await apollo.start();
const app = express();
app.use(express.json());
app.use(
  '/graphql',
  expressMiddleware(apollo, {
    context: async ({ req }) => ({ key: req.headers.authorization }),
  }),
);
app.post('/webhook', async (request, response) => {
  await receive(request.body as Ring);
  response.json({ received: true });
});
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
