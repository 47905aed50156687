import { createCursorSeal } from '../../src/access/cursor-seal.ts';
import type { TenantId } from '../../src/call/ids.ts';
import type { Position } from '../../src/db/journal/position.ts';
import { createEventCursors } from '../../src/use-cases/event-cursors.ts';

/** Makes the cursors that a service with this seal key gives a tenant, its first unless told otherwise. */
export function cursorsOf(
  sealKey: string,
  tenantId = 'ten_first' as TenantId,
): (position: Position) => string {
  const cursors = createEventCursors(createCursorSeal([sealKey]));
  return (position) => cursors.of(tenantId, position);
}
