import type { TenantId } from '../../../call/ids.ts';
import type { Lane, Session } from './lane.ts';

/**
 * The first of those that are idle, as the driver's own pool would not choose: it takes each in turn, and a server process that has
 * just answered still has its plans and tables in the processor's caches. One that is down is taken only if all are. `tenantId` is null
 * for the service itself, and without a wall.
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

/** Of two that are equally busy the one that is idle, or was active last, because the other may be waiting for a lock. */
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
 * Probably waiting for a lock. A session whose last answer was slow too gets longer: otherwise, where every statement is slow, all
 * would go to the session that was active last.
 */
function seemsStuck({ unanswered, activeAt, lastTookMs }: Session, now: number): boolean {
  return unanswered > 0 && now - activeAt > Math.max(answersWithinMs, 2 * lastTookMs);
}

/** A session of the same tenant is preferred, because it need not be told. */
function load({ unanswered, tenantId }: Session, wanted: TenantId | null): number {
  return unanswered + (tenantId === wanted ? 0 : 1);
}
