import type { TenantId } from '../../../call/ids.ts';
import type { Lane, Session } from './lane.ts';

/**
 * The first of those that are idle, as the driver's own pool would not choose: it takes each in turn, and a server process that has
 * just answered still has its plans and tables in the processor's caches. One that is down is taken only if all are. Without a wall,
 * and for the service itself, `tenantId` is null.
 */
export function leastBusy<S extends Session>(
  lanes: readonly Lane<S>[],
  tenantId: TenantId | null,
): Lane<S> {
  return lanes.reduce((best, one) => {
    if (one.isDown !== best.isDown) return one.isDown ? best : one;
    return isBetter(one.session(), best.session(), tenantId) ? one : best;
  });
}

/** Of two that are equally busy the one that is idle, or was active last, because the other may be waiting for a lock. */
function isBetter(one: Session, best: Session, tenantId: TenantId | null): boolean {
  const difference = load(one, tenantId) - load(best, tenantId);
  if (difference !== 0) return difference < 0;
  if (best.unanswered === 0) return false;
  return one.unanswered === 0 || one.activeAt > best.activeAt;
}

/** A session of the same tenant is preferred, because it need not be told. */
function load({ unanswered, tenantId }: Session, wanted: TenantId | null): number {
  return unanswered + (tenantId === wanted ? 0 : 1);
}
