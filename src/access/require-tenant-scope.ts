import { RequestError } from './errors.ts';
import type { Viewer } from './viewer.ts';

/** `what` is the start of the error message, such as `Policies are set`. */
export function requireTenantScope(viewer: Viewer, what: string): void {
  if (viewer.lines === 'ALL') return;
  throw new RequestError(
    'FORBIDDEN',
    `${what} with a tenant-wide key; this one is for some lines only.`,
  );
}
