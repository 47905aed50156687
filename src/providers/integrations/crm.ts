import type { CallerAddress } from '../../call/caller-address.ts';
import { readJsonObject } from '../kit/json.ts';
import type { ProviderHttp } from '../outgoing/provider-http.ts';

/**
 * The tier is the operator's word for a class of callers, such as `gold`. `none`: the customer database (CRM) has no tier for the
 * caller. `silent`: it gave no usable answer in time.
 */
type CrmAnswer =
  | { readonly is: 'tier'; readonly tier: string }
  | { readonly is: 'none' }
  | { readonly is: 'silent' };

export interface CrmSettings {
  readonly deadlineMs: number;
  readonly now: () => Date;
}

interface CrmQuestion {
  readonly url: string;
  readonly addresses: readonly CallerAddress[];
  /** The greatest age of a remembered answer that may be used. */
  readonly rememberMs: number;
  /** When the caller's tag, which is a tier set by hand, last changed. An answer from before is not used. */
  readonly notBefore?: Date;
}

interface Remembered {
  readonly answer: CrmAnswer;
  readonly askedAt: Date;
}

/** A full memory is emptied at once: then each caller costs one more question. */
const maxRemembered = 10_000;

/**
 * Sends `POST url {"addresses": ["phone:+44…"]}` and expects `{"tier": "gold"}`, or `{"tier": null}` for an unknown caller.
 * A ring cannot wait, so the deadline is short and answers are remembered. A missing answer is not remembered, so that the next
 * ring asks again.
 */
export function createCrm(http: ProviderHttp, { deadlineMs, now }: CrmSettings) {
  const remembered = new Map<string, Remembered>();
  return {
    async tierOf(question: CrmQuestion): Promise<CrmAnswer> {
      const { url, addresses } = question;
      const key = `${url} ${addresses.join(' ')}`;
      const cached = remembered.get(key);
      const askedAt = now();
      if (cached && stillHolds(cached, question, askedAt)) return cached.answer;
      const answer = await ask(http, url, addresses, deadlineMs);
      if (answer.is === 'silent') return answer;
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(key, { answer, askedAt });
      return answer;
    },
  };
}

function stillHolds(
  { askedAt }: Remembered,
  { rememberMs, notBefore }: CrmQuestion,
  now: Date,
): boolean {
  const isYoung = now.getTime() - askedAt.getTime() < rememberMs;
  return isYoung && (notBefore === undefined || askedAt > notBefore);
}

async function ask(
  http: ProviderHttp,
  url: string,
  addresses: readonly CallerAddress[],
  timeoutMs: number,
): Promise<CrmAnswer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const body = JSON.stringify({ addresses });
  const answer = await http.request({ method: 'POST', url, headers, body, timeoutMs });
  if (answer.is !== 'answered' || answer.status !== 200) return { is: 'silent' };
  const json = readJsonObject(answer.body);
  if (json === undefined || !('tier' in json)) return { is: 'silent' };
  const { tier } = json;
  if (tier === null) return { is: 'none' };
  return typeof tier === 'string' && tier.length <= 100 ? { is: 'tier', tier } : { is: 'silent' };
}
