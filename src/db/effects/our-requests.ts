import { type SQL, sql } from 'drizzle-orm';
import type { EffectId } from '../../call/ids.ts';
import type { OurRequests } from '../../call/rejection.ts';
import { effectAttempts, effects } from '../tables/effects.ts';

/** What the requests to reject a call may have done, and which of them is in flight. */
export interface OurRequestsFound {
  readonly state: OurRequests;
  readonly inFlight?: { readonly effectId: EffectId; readonly attempt: number };
}

export interface OurRequestsRow {
  /** The provider answered that a request was carried out. */
  readonly done: boolean;
  /** A request was carried out, or may have been. */
  readonly acted: boolean;
  readonly in_flight: { readonly effectId: EffectId; readonly attempt: number } | null;
}

export function ourRequestsFromRow({ done, acted, in_flight }: OurRequestsRow): OurRequestsFound {
  if (done) return { state: 'carried-out' };
  if (acted) return { state: 'may-have-acted' };
  return in_flight ? { state: 'in-flight', inFlight: in_flight } : { state: 'no-effect' };
}

// The conditions below read the effect `e` and its attempt `a` of `attemptsToReject`.

/** True if a process holds the lease, so that it is sending the request or is about to send it. */
const isInFlight = sql`(a.outcome is null and e.state = 'IN_FLIGHT' and a.number = e.attempts and e.lease_until > now())`;

/** True if the request was carried out, or may have been: its outcome is unknown, or its process ended before it recorded one. */
const mayHaveBeenDone = sql`(a.outcome in ('DONE', 'UNKNOWN') or a.outcome is null and not ${isInFlight})`;

const attemptsToReject = (tenant: SQL, call: SQL): SQL => sql`${effects} e
  join ${effectAttempts} a on a.tenant_id = e.tenant_id and a.effect_id = e.id
  where e.tenant_id = ${tenant} and e.call_id = ${call} and e.kind = 'reject'`;

/** A value for `ourRequestsFromRow`. If several attempts are in flight, `in_flight` is one of them. */
export function ourRequests(tenant: SQL, call: SQL): SQL {
  return sql`(select jsonb_build_object('done', coalesce(bool_or(a.outcome = 'DONE'), false),
      'acted', coalesce(bool_or(${mayHaveBeenDone}), false),
      'in_flight', (jsonb_agg(jsonb_build_object('effectId', e.id, 'attempt', a.number))
        filter (where ${isInFlight}))->0)
    from ${attemptsToReject(tenant, call)})`;
}

/** True if any request to reject the call was carried out or may have been. */
export function mayHaveActed(tenant: SQL, call: SQL): SQL {
  return sql`(select coalesce(bool_or(${mayHaveBeenDone}), false) from ${attemptsToReject(tenant, call)})`;
}
