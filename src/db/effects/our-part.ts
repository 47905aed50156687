import { type SQL, sql } from 'drizzle-orm';
import type { EffectId } from '../../call/ids.ts';
import type { OurPart } from '../../call/rejection.ts';
import { effectAttempts, effects } from '../tables/effects.ts';

/** What our requests to reject a call may have done to it, and which of them is under way. */
export interface OurPartFound {
  readonly part: OurPart;
  readonly underWay?: { readonly effectId: EffectId; readonly attempt: number };
}

export interface OurPartRow {
  readonly acted: boolean;
  readonly open: { readonly effectId: EffectId; readonly attempt: number } | null;
}

export function ourPartFromRow({ acted, open }: OurPartRow): OurPartFound {
  if (acted) return { part: 'possible' };
  return open ? { part: 'open', underWay: open } : { part: 'none' };
}

/** Somebody holds it, and is asking or about to. */
const isUnderWay = sql`(a.outcome is null and e.state = 'IN_FLIGHT' and a.number = e.attempts and e.lease_until > now())`;

const acted = sql`(a.outcome in ('DONE', 'UNKNOWN') or a.outcome is null and not ${isUnderWay})`;

const requestsOf = (tenant: SQL, call: SQL): SQL => sql`${effects} e
  join ${effectAttempts} a on a.tenant_id = e.tenant_id and a.effect_id = e.id
  where e.tenant_id = ${tenant} and e.call_id = ${call} and e.kind = 'reject'`;

export function ourPart(tenant: SQL, call: SQL): SQL {
  return sql`(select jsonb_build_object('acted', coalesce(bool_or(${acted}), false),
      'open', (jsonb_agg(jsonb_build_object('effectId', e.id, 'attempt', a.number))
        filter (where ${isUnderWay}))->0)
    from ${requestsOf(tenant, call)})`;
}

export function mayHaveActed(tenant: SQL, call: SQL): SQL {
  return sql`(select coalesce(bool_or(${acted}), false) from ${requestsOf(tenant, call)})`;
}
