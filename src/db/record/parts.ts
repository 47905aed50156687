import { changedCall, entries, learnedAliases, newCall, takenAliases } from './call-parts.ts';
import { changedCaller, mergedCallers } from './caller-parts.ts';
import { beside, fence, newEffects, stopsAsking } from './effect-parts.ts';
import { insertRows, type Part } from './part.ts';

/** Guards lock in this order, and rows are written in it. */
export const parts = {
  changed_call: changedCall,
  fence,
  beside,
  taken_aliases: takenAliases,
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
  stops_asking: stopsAsking,
  new_effects: newEffects,
} as const satisfies Record<string, Part>;

export type PartName = keyof typeof parts;
export const partNames = Object.keys(parts) as PartName[];
