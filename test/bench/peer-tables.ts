import {
  index,
  integer,
  jsonb,
  pgSchema,
  serial,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

export const peer = pgSchema('peer');

const id = () => uuid('id').primaryKey().defaultRandom();
const at = (name: string) => timestamp(name, { withTimezone: true });

export const calls = peer.table('calls', {
  id: id(),
  providerCallId: text('provider_call_id').notNull().unique(),
  direction: text('direction').notNull(),
  media: text('media').notNull(),
  status: text('status').notNull(),
  peer: text('peer').notNull(),
  revision: integer('revision').notNull(),
  ringingAt: at('ringing_at').notNull(),
  endedAt: at('ended_at'),
});

export const history = peer.table(
  'history',
  {
    id: serial('id').primaryKey(),
    callId: uuid('call_id')
      .notNull()
      .references(() => calls.id),
    kind: text('kind').notNull(),
    call: jsonb('call').notNull(),
    recordedAt: at('recorded_at').notNull().defaultNow(),
  },
  (t) => [index().on(t.callId)],
);

export const rejections = peer.table(
  'rejections',
  {
    id: id(),
    callId: uuid('call_id')
      .notNull()
      .references(() => calls.id),
    state: text('state').notNull(),
    requestedAt: at('requested_at').notNull().defaultNow(),
    settledAt: at('settled_at'),
  },
  (t) => [index().on(t.callId)],
);

export const createTables = `
  drop schema if exists peer cascade;
  create schema peer;
  create table peer.calls (id uuid primary key default gen_random_uuid(), provider_call_id text not null unique,
    direction text not null, media text not null, status text not null, peer text not null, revision int not null,
    ringing_at timestamptz not null, ended_at timestamptz);
  create table peer.history (id serial primary key, call_id uuid not null references peer.calls, kind text not null,
    call jsonb not null, recorded_at timestamptz not null default now());
  create index on peer.history (call_id);
  create table peer.rejections (id uuid primary key default gen_random_uuid(), call_id uuid not null references peer.calls,
    state text not null, requested_at timestamptz not null default now(), settled_at timestamptz);
  create index on peer.rejections (call_id)`;
