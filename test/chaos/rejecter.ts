import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type GraphqlAnswer } from './graphql.ts';
import type { Note } from './history.ts';
import type { Random } from './random.ts';

/** A client that rejects calls, and asks again under the same key wherever it got no answer. */
export interface Rejecter {
  reject(line: string, call: string, wish?: RejectWish): Promise<void>;
}

export interface RejectWish {
  readonly text?: string;
  /** For how long it asks again. */
  readonly patienceMs?: number;
}

export interface RejecterParts {
  readonly replicas: readonly { readonly name: string; readonly url: string }[];
  readonly key: string;
  readonly note: Note;
  readonly random: Random;
}

const maxTries = 30;
const usualPatienceMs = 12_000;

const mutation = `mutation ($call: ID!, $followUp: CallFollowUpInput, $key: String) {
  rejectCall(id: $call, reason: BUSY, followUp: $followUp, idempotencyKey: $key) {
    __typename
    ... on CallRejected { replayed rejection { id state } }
    ... on CallRejectionRefused { rejection { id state } }
    ... on CallsUserError { code }
  }
}`;

interface Result {
  readonly __typename: string;
  readonly rejection?: { readonly id: string; readonly state: string };
}

export function createRejecter({ replicas, key: apiKey, note, random }: RejecterParts): Rejecter {
  let keys = 0;

  async function reject(line: string, call: string, wish: RejectWish = {}): Promise<void> {
    const { text, patienceMs = usualPatienceMs } = wish;
    const key = `chaos-${++keys}`;
    const until = Date.now() + patienceMs;
    for (let tried = 0; tried < maxTries && Date.now() < until; tried++) {
      if (tried > 0) await sleep(random.between(30, 300));
      const isDone = await askOnce(line, call, key, text);
      // Sometimes the answer is lost on its way to whoever asked.
      if (isDone && !random.chance(0.1)) return;
    }
  }

  async function askOnce(line: string, call: string, key: string, text?: string): Promise<boolean> {
    const { name: replica, url } = random.pick(replicas);
    const about = { line, call, key, replica };
    note({ is: 'reject-asked', ...about });
    const followUp = text === undefined ? undefined : { text };
    try {
      const answer = await ask(url, apiKey, mutation, { call, followUp, key });
      const result = answer.data?.rejectCall as Result | undefined;
      note({ is: 'reject-answered', ...about, ...said(answer, result) });
      // It may not have been told of the call yet.
      return result !== undefined && result.__typename !== 'CallNotFound';
    } catch (error) {
      note({ is: 'reject-answered', ...about, answer: `no answer: ${reasonOf(error)}` });
      return false;
    }
  }

  return { reject };
}

function said({ errors }: GraphqlAnswer, result: Result | undefined) {
  if (!result)
    return { answer: errors?.[0]?.extensions?.code ?? errors?.[0]?.message ?? 'nothing' };
  const { rejection } = result;
  return {
    answer: result.__typename,
    ...(rejection && { rejectionId: rejection.id, state: rejection.state }),
  };
}

function reasonOf(error: unknown): string {
  const cause = (error as { cause?: { code?: string } }).cause?.code;
  return cause ?? (error instanceof Error ? error.name : String(error));
}
