import { sql } from 'drizzle-orm';
import { callerAddresses, callers } from '../tables/callers.ts';
import { jsonAt, type Part, sameTenant, textAt } from './part.ts';

/**
 * The guard passes if none of the expected rows has changed, and locks these rows (`lock`: `skip locked` in a batch). `input i` holds
 * all recordings of the statement, and `passed p` those that pass all their guards. `sameTenant` begins with a column, which may have
 * an alias before it. A stored phone number stays, and of two times the later one wins. A name, a tier or a block is replaced if its
 * time is, and a name also by one of the same time. An earlier name or tier is written only where none is stored.
 */
export const changedCaller: Part = {
  isIn: (doc) => doc.caller !== undefined,
  guard: {
    of: 'caller',
    rows: (name, lock) => sql`${sql.raw(name)}_rows as materialized (
    select i.n from input i
    cross join lateral jsonb_to_recordset(${jsonAt('i', 'caller', 'expected')}) as k(id text, version int)
    cross join lateral (
      select 1 from ${callers} where ${sameTenant('i')} and id = k.id and version = k.version
      for no key update ${lock}) c),
  ${sql.raw(name)} as materialized (
    select i.n from input i where i.doc ? 'caller'
      and (select count(*) from ${sql.raw(name)}_rows r where r.n = i.n)
        = jsonb_array_length(${jsonAt('i', 'caller', 'expected')}))`,
  },
  writes: (name) => sql`${sql.raw(name)} as (update ${callers} c set version = version + 1,
      phone = coalesce(phone, ${textAt('p', 'caller', 'phone')}),
      display_name = case when ${textAt('p', 'caller', 'namedAt')}::timestamptz >= coalesce(named_at, '-infinity')
        then ${textAt('p', 'caller', 'displayName')} else coalesce(display_name, ${textAt('p', 'caller', 'displayName')}) end,
      named_at = greatest(${textAt('p', 'caller', 'namedAt')}::timestamptz, named_at),
      tier = case when ${textAt('p', 'caller', 'taggedAt')}::timestamptz > coalesce(tagged_at, '-infinity')
        then ${textAt('p', 'caller', 'tier')} else coalesce(tier, ${textAt('p', 'caller', 'tier')}) end,
      tagged_at = greatest(${textAt('p', 'caller', 'taggedAt')}::timestamptz, tagged_at),
      blocked_until = greatest(${textAt('p', 'caller', 'blockedUntil')}::timestamptz, blocked_until),
      block = case when ${textAt('p', 'caller', 'blockedUntil')}::timestamptz > coalesce(blocked_until, '-infinity')
        then ${jsonAt('p', 'caller', 'block')} else block end,
      unblocked_at = greatest(${textAt('p', 'caller', 'unblockedAt')}::timestamptz, unblocked_at),
      last_conversation_at =
        greatest(${textAt('p', 'caller', 'lastConversationAt')}::timestamptz, last_conversation_at),
      last_texted_at = greatest(${textAt('p', 'caller', 'lastTextedAt')}::timestamptz, last_texted_at)
    from passed p where c.${sameTenant('p')} and c.id = ${textAt('p', 'caller', 'id')} returning 1)`,
};

/**
 * The guard passes if the caller was not erased, and not merged into another one: both take the address away. Unlike the guard of
 * `changedCaller`, it makes no recordings about the same caller wait for each other, and a change of the caller's row does not fail it.
 */
export const storedCaller: Part = {
  isIn: (doc) => doc.whileStored !== undefined,
  guard: {
    of: 'whileStored',
    rows: (name, lock) => sql`${sql.raw(name)} as materialized (
    select i.n from input i cross join lateral (
      select 1 from ${callerAddresses} where ${sameTenant('i')} and address = ${textAt('i', 'whileStored', 'address')}
        and caller_id = ${textAt('i', 'whileStored', 'callerId')} for key share ${lock}) a)`,
  },
};

/** Merges rows that turned out to be the same person into the caller, which also gets their addresses. */
export const mergedCallers: Part = {
  isIn: (doc) => doc.caller !== undefined && doc.caller.mergedIds.length > 0,
  writes: (name) => sql`${sql.raw(name)} as (
    update ${callers} c set version = version + 1, merged_into = ${textAt('p', 'caller', 'id')}
    from passed p, jsonb_array_elements_text(${jsonAt('p', 'caller', 'mergedIds')}) m
    where c.${sameTenant('p')} and c.id = m returning 1),
  moved_addresses as (
    update ${callerAddresses} a set caller_id = ${textAt('p', 'caller', 'id')}
    from passed p, jsonb_array_elements_text(${jsonAt('p', 'caller', 'mergedIds')}) m
    where a.${sameTenant('p')} and a.caller_id = m returning 1)`,
};
