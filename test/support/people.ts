import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.ts';
import { get } from './client.ts';
import { decisionOf } from './policies.ts';

/** What WhatsApp tells of a person: the digits of a LID, those of a phone, or both. */
export interface Names {
  readonly lid?: string;
  readonly phone?: string;
  /** An address in WhatsApp's format, in the place of both. */
  readonly jid?: string;
  /** The display name. */
  readonly name?: string | null;
  /** When the event happened. */
  readonly at?: number;
}

let people = 0;

/** The digits of a LID and of a phone that no other test of this process has. */
export function newPerson(): { readonly lid: string; readonly phone: string } {
  const number = String(++people).padStart(4, '0');
  return { lid: `77700000${number}`, phone: `44770092${number}` };
}

export interface SeenCaller {
  readonly id: string;
  readonly phone: string | null;
  readonly addresses: readonly string[];
  readonly tier: string | null;
  readonly block: { readonly until: string | null; readonly reason: string | null } | null;
  readonly lastConversationAt: string | null;
}

const caller = 'id phone addresses tier block { until reason } lastConversationAt';

/** As WAHA and Wawp tell of it: a call, or a message with another name. */
export async function tellOf(
  webhookUrl: string,
  event: string,
  { lid, phone, jid, name, at = Date.now() }: Names,
  id = `call_${randomUUID()}`,
): Promise<string> {
  const from = jid ?? (lid === undefined ? `${phone}@c.us` : `${lid}@lid`);
  const isBoth = lid !== undefined && phone !== undefined;
  const response = await fetch(webhookUrl, {
    method: 'POST',
    body: JSON.stringify({
      id: `evt_${randomUUID()}`,
      timestamp: at,
      session: 'default',
      event,
      payload: {
        ...{ id, from, isVideo: false, fromMe: false },
        _data: {
          ...(isBoth && { callerPn: `${phone}@s.whatsapp.net` }),
          ...(name !== undefined && { notifyName: name }),
        },
      },
    }),
    signal: AbortSignal.timeout(20_000),
  });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  return id;
}

/** Who a call is of, by any of its ids. */
export async function callerOf(t: TestApp, callId: string): Promise<SeenCaller> {
  const query = `query ($id: ID!) { call(id: $id) { caller { ${caller} } } }`;
  const { call } = await get<{ call: { caller: SeenCaller } }>(t.url, t.tenantKey, query, {
    id: callId,
  });
  return call.caller;
}

export async function callerById(t: TestApp, id: string): Promise<SeenCaller | null> {
  const query = `query ($id: ID!) { caller(id: $id) { ${caller} } }`;
  return (await get<{ caller: SeenCaller | null }>(t.url, t.tenantKey, query, { id })).caller;
}

/** What was decided of a call, and by which kind of policy. */
export async function verdictOn(t: TestApp, callId: string): Promise<string> {
  const decision = await decisionOf(t, t.tenantKey, callId);
  return [decision?.verdict, decision?.by?.kind].filter(Boolean).join(' ');
}
