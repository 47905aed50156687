import type { StoredCall, StoredEntry } from './judge.ts';
import type { World } from './world.ts';

/**
 * I16, when all has been said: an end is ours only if one of the kept attempts was carried out, or nobody can know. An
 * answer that came late has its say as well.
 */
export async function judgeEvidence({ stage }: World): Promise<string[]> {
  const claims = await stage.ask<{ call: string; reason: string }>(
    `select provider_call_id as call, end_reason as reason from calls c
     where end_reason in ('REJECTED_BY_US', 'RETURNED_TO_QUEUE') and not exists (
       select 1 from effects e join effect_attempts a on a.tenant_id = e.tenant_id and a.effect_id = e.id
       where e.call_id = c.id and e.kind = 'reject'
         and (a.outcome is null or a.outcome in ('DONE', 'UNKNOWN')))`,
  );
  return claims.map(
    ({ call, reason }) => `I16: ${call} is ${reason}, and every request had done nothing`,
  );
}

const ours = ['REJECTED_BY_US', 'RETURNED_TO_QUEUE'];

/** A late answer showed that the end was not ours, so that what was settled is settled again. */
export function isWithdrawal(
  entry: StoredEntry,
  { entries }: Pick<StoredCall, 'entries'>,
): boolean {
  const before = entries[entries.indexOf(entry) - 1]?.call.endReason ?? '';
  return entry.kind === 'REJECT_FOUND_CALL_OVER' && ours.includes(before);
}
