import { type SQL, sql } from 'drizzle-orm';
import type { EffectId } from '../../call/ids.ts';
import type { OurRequests } from '../../call/rejection.ts';
import { effectAttempts, effects } from '../tables/effects.ts';

/** What the requests to reject a call may have done, and which of them is in flight. */
export interface OurRequestsFound {
  readonly state: OurRequests;
  readonly inFlight?: AttemptFound;
  /** Of `may-have-acted`: a request whose lease has ended, and whose process may still record that it did nothing. */
  readonly unanswered?: AttemptFound;
}

interface AttemptFound {
  readonly effectId: EffectId;
  readonly attempt: number;
}

export interface OurRequestsRow {
  /** The provider answered that a request was carried out. */
  readonly done: boolean;
  /** A request was carried out, or may have been. */
  readonly acted: boolean;
  readonly in_flight: AttemptFound | null;
  /** The current attempt at an effect, if its lease has ended and no outcome is recorded. */
  readonly unanswered: AttemptFound | null;
}

export function ourRequestsFromRow(row: OurRequestsRow): OurRequestsFound {
  const { done, acted, in_flight, unanswered } = row;
  if (done) return { state: 'carried-out' };
  if (acted) return { state: 'may-have-acted', ...(unanswered && { unanswered }) };
  return in_flight ? { state: 'in-flight', inFlight: in_flight } : { state: 'no-effect' };
}

// The conditions below read the effect `e` and its attempt `a` of `attemptsToReject`.

const isCurrent = sql`(a.outcome is null and e.state = 'IN_FLIGHT' and a.number = e.attempts)`;

/** True if a process holds the lease, so that it is sending the request or is about to send it. */
const isInFlight = sql`(${isCurrent} and e.lease_until > now())`;

/** True if the request was carried out, or may have been: its outcome is UNKNOWN, or it has none and is no longer in flight. */
const mayHaveBeenDone = sql`(a.outcome in ('DONE', 'UNKNOWN') or a.outcome is null and not ${isInFlight})`;

const attemptsToReject = (tenant: SQL, call: SQL): SQL => sql`${effects} e
  join ${effectAttempts} a on a.tenant_id = e.tenant_id and a.effect_id = e.id
  where e.tenant_id = ${tenant} and e.call_id = ${call} and e.kind = 'reject'`;

const attemptFound = sql`jsonb_build_object('effectId', e.id, 'attempt', a.number)`;

/** A value for `ourRequestsFromRow`. If several attempts are in flight, `in_flight` is one of them. */
export function ourRequests(tenant: SQL, call: SQL): SQL {
  return sql`(select jsonb_build_object('done', coalesce(bool_or(a.outcome = 'DONE'), false),
      'acted', coalesce(bool_or(${mayHaveBeenDone}), false),
      'in_flight', (jsonb_agg(${attemptFound}) filter (where ${isInFlight}))->0,
      'unanswered', (jsonb_agg(${attemptFound}) filter (where ${isCurrent} and not ${isInFlight}))->0)
    from ${attemptsToReject(tenant, call)})`;
}

/** True if any request to reject the call was carried out or may have been. */
export function mayHaveActed(tenant: SQL, call: SQL): SQL {
  return sql`(select coalesce(bool_or(${mayHaveBeenDone}), false) from ${attemptsToReject(tenant, call)})`;
}
