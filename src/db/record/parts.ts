import { changedCall, entries, learnedAliases, movedAliases, newCall } from './call-parts.ts';
import { changedCaller, mergedCallers } from './caller-parts.ts';
import { fence, lateAnswer, newEffects, stopsRetries, whileInFlight } from './effect-parts.ts';
import { insertRows, type Part } from './part.ts';

/** Every statement locks and writes in this order, so that concurrent statements do not deadlock. */
export const parts = {
  changed_call: changedCall,
  fence,
  whileInFlight,
  moved_aliases: movedAliases,
  caller: changedCaller,
  merged_callers: mergedCallers,
  callers: insertRows('callers'),
  addresses: insertRows('addresses'),
  new_call: newCall,
  aliases: insertRows('aliases'),
  learned_aliases: learnedAliases,
  received: insertRows('received'),
  idempotency: insertRows('idempotency'),
  entries,
  late_answer: lateAnswer,
  audit: insertRows('audit'),
  stops_retries: stopsRetries,
  new_effects: newEffects,
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];
