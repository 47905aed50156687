import { ask } from './ask.ts';

/** What the key may do, by the names that the service has for it. */
export async function readScopes(key: string): Promise<readonly string[]> {
  type Viewer = { callsViewer: { scopes: readonly string[] } };
  const { callsViewer } = await ask<Viewer>(key, '{ callsViewer { scopes } }');
  return callsViewer.scopes;
}
