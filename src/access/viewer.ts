import type { Actor } from '../call/actor.ts';
import type { ApiKeyId, LineId, TenantId } from '../call/ids.ts';

/** Whoever makes a request, and what it may touch. Only `authenticate` makes one. */
export interface Viewer {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
  readonly name: string;
  /** 'ALL': a tenant-wide key, which reads and configures and does not act on calls. */
  readonly lines: 'ALL' | readonly LineId[];
}

export function mayUseLine(viewer: Viewer, lineId: LineId): boolean {
  return viewer.lines === 'ALL' || viewer.lines.includes(lineId);
}

export function actorOf(viewer: Viewer): Actor {
  return { kind: 'CLIENT', name: viewer.name };
}
