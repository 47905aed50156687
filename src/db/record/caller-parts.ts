import { sql } from 'drizzle-orm';
import { callerAddresses, callers } from '../tables/callers.ts';
import { field, json, own, type Part } from './part.ts';

export const changedCaller: Part = {
  isIn: (doc) => doc.caller !== undefined,
  guard: {
    of: 'caller',
    rows: (name, lock) => sql`${sql.raw(name)}_rows as materialized (
    select i.n from input i
    cross join lateral jsonb_to_recordset(${json('i', 'caller', 'known')}) as k(id text, version int)
    cross join lateral (
      select 1 from ${callers} where ${own('i')} and id = k.id and version = k.version
      for no key update ${lock}) c),
  ${sql.raw(name)} as materialized (
    select i.n from input i where i.doc ? 'caller'
      and (select count(*) from ${sql.raw(name)}_rows r where r.n = i.n)
        = jsonb_array_length(${json('i', 'caller', 'known')}))`,
  },
  writes: (name) => sql`${sql.raw(name)} as (update ${callers} c set version = version + 1,
      phone = coalesce(phone, ${field('g', 'caller', 'phone')}),
      display_name = coalesce(display_name, ${field('g', 'caller', 'displayName')}),
      tier = coalesce(tier, ${field('g', 'caller', 'tier')}),
      tagged_at = greatest(${field('g', 'caller', 'taggedAt')}::timestamptz, tagged_at),
      blocked_until = greatest(${field('g', 'caller', 'blockedUntil')}::timestamptz, blocked_until),
      block = case when ${field('g', 'caller', 'blockedUntil')}::timestamptz > coalesce(blocked_until, '-infinity')
        then ${json('g', 'caller', 'block')} else block end,
      unblocked_at = greatest(${field('g', 'caller', 'unblockedAt')}::timestamptz, unblocked_at),
      last_conversation_at =
        greatest(${field('g', 'caller', 'lastConversationAt')}::timestamptz, last_conversation_at),
      last_texted_at = greatest(${field('g', 'caller', 'lastTextedAt')}::timestamptz, last_texted_at)
    from go g where c.${own('g')} and c.id = ${field('g', 'caller', 'id')} returning 1)`,
};

/** Other rows of the same person become one with the caller, and their addresses name the caller. */
export const mergedCallers: Part = {
  isIn: (doc) => doc.caller !== undefined && doc.caller.mergedIds.length > 0,
  writes: (name) => sql`${sql.raw(name)} as (
    update ${callers} c set version = version + 1, merged_into = ${field('g', 'caller', 'id')}
    from go g, jsonb_array_elements_text(${json('g', 'caller', 'mergedIds')}) m
    where c.${own('g')} and c.id = m returning 1),
  moved_addresses as (
    update ${callerAddresses} a set caller_id = ${field('g', 'caller', 'id')}
    from go g, jsonb_array_elements_text(${json('g', 'caller', 'mergedIds')}) m
    where a.${own('g')} and a.caller_id = m returning 1)`,
};
