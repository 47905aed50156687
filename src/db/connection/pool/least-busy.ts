import type { TenantId } from '../../../call/ids.ts';
import type { Lane, Session } from './lane.ts';

/**
 * The connection for the next statement. Among idle ones it is the first, and not each in turn as in the driver's own pool: a server
 * process that has just answered still has its plans and tables in the processor's caches. A connection that is down is taken only if all
 * are. `tenantId` is null for the service's own statements, and if no wall separates tenants.
 */
export function leastBusy<S extends Session>(
  lanes: readonly Lane<S>[],
  tenantId: TenantId | null,
): Lane<S> {
  const now = performance.now();
  return lanes.reduce((best, one) => {
    if (one.isDown !== best.isDown) return one.isDown ? best : one;
    return isBetter(one.session(), best.session(), tenantId, now) ? one : best;
  });
}

/** Of two with the same load, the idle one is better, or else the one that was active last: the other may be waiting for a lock. */
function isBetter(one: Session, best: Session, tenantId: TenantId | null, now: number): boolean {
  const isStuck = seemsStuck(one, now);
  if (isStuck !== seemsStuck(best, now)) return !isStuck;
  const difference = load(one, tenantId) - load(best, tenantId);
  if (difference !== 0) return difference < 0;
  if (best.unanswered === 0) return false;
  return one.unanswered === 0 || one.activeAt > best.activeAt;
}

const answersWithinMs = 50;

/**
 * True if the session is probably waiting for a lock. It is given longer if its last answer was slow as well: otherwise, where every
 * statement is slow, all would go to the session that was active last.
 */
function seemsStuck({ unanswered, activeAt, lastTookMs }: Session, now: number): boolean {
  return unanswered > 0 && now - activeAt > Math.max(answersWithinMs, 2 * lastTookMs);
}

/** A session of another tenant counts as busier, because it must be told the tenant before the statement. */
function load({ unanswered, tenantId }: Session, wanted: TenantId | null): number {
  return unanswered + (tenantId === wanted ? 0 : 1);
}
