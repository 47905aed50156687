import { get } from './client.ts';

interface HistoryEntry {
  kind: string;
  actor: { kind: string; name: string };
  snapshot: { status: string; rejection: { state: string } | null };
}

interface CallWithHistory {
  status: string;
  rejection: { state: string } | null;
  history: { nodes: HistoryEntry[] };
}

/**
 * A call's history as one readable picture, a line each:
 * what happened, who did it, how the call and its rejection stood after it. Empty: there is no such call.
 */
export async function historyOf(url: string, key: string, id: string): Promise<string[]> {
  const query = `query ($id: ID!) { call(id: $id) { status rejection { state }
    history(first: 100) { nodes { kind actor { kind name } snapshot { status rejection { state } } } } } }`;
  const { call } = await get<{ call: CallWithHistory | null }>(url, key, query, { id });
  if (call === null) return [];
  return call.history.nodes.map((entry) => {
    const { status, rejection } = entry.snapshot;
    const ofRejection = rejection ? `, rejection ${rejection.state}` : '';
    return `${entry.kind} by ${entry.actor.name}: ${status}${ofRejection}`;
  });
}
