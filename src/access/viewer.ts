import type { Actor } from '../call/actor.ts';
import type { ApiKeyId, LineId, TenantId } from '../call/ids.ts';

/** The client behind a request and the lines that its key may use. Created only by `authenticate`. */
export interface Viewer {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
  readonly name: string;
  /** 'ALL': a tenant-wide key, which may read and configure but not act on calls. */
  readonly lines: 'ALL' | readonly LineId[];
}

export function mayUseLine(viewer: Viewer, lineId: LineId): boolean {
  return viewer.lines === 'ALL' || viewer.lines.includes(lineId);
}

export function actorOf(viewer: Viewer): Actor {
  return { kind: 'CLIENT', name: viewer.name };
}
