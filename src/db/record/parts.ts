import { changedCall, entries, learnedAliases, movedAliases, newCall } from './call-parts.ts';
import { changedCaller, mergedCallers, storedCaller } from './caller-parts.ts';
import {
  fence,
  lateAnswer,
  newEffects,
  stopsRetries,
  whileInFlight,
  whileUnanswered,
} from './effect-parts.ts';
import { insertRows, type Part } from './part.ts';

/**
 * The parts of the statement that records changes of calls, by their names in it. Every statement locks and writes in this order, so
 * that concurrent statements do not deadlock. The first seven may also refuse a recording: what it was decided on must still hold.
 */
export const parts = {
  changed_call: changedCall,
  // The answer of the current attempt at an effect.
  fence,
  // Checks that a request still waits for its answer, and writes nothing.
  while_in_flight: whileInFlight,
  // Checks that a request that may have acted is still without an outcome, and writes nothing.
  while_unanswered: whileUnanswered,
  // The ids of an earlier call that the provider uses again for a new one.
  moved_aliases: movedAliases,
  caller: changedCaller,
  // Checks that the caller of a new call was not erased meanwhile, and writes nothing.
  stored_caller: storedCaller,
  merged_callers: mergedCallers,
  callers: insertRows('callers'),
  addresses: insertRows('addresses'),
  new_call: newCall,
  aliases: insertRows('aliases'),
  // Further ids of a call, from an answer of the provider.
  learned_aliases: learnedAliases,
  received: insertRows('received'),
  idempotency: insertRows('idempotency'),
  entries,
  // The answer of an attempt that may be no longer the current one.
  late_answer: lateAnswer,
  audit: insertRows('audit'),
  stops_retries: stopsRetries,
  new_effects: newEffects,
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];
