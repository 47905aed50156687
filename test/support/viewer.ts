import { createAuthenticate } from '../../src/access/authenticate.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import type { App } from '../../src/app.ts';

/** Whoever has this key. */
export function viewerOf(app: App, key: string): Promise<Viewer> {
  return createAuthenticate(app.db, 0)(key);
}
