import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './graphql.ts';
import type { Note } from './history.ts';
import type { Random } from './random.ts';

export interface KillSwitchParts {
  /** Lines whose policies may be stopped. */
  readonly lines: readonly string[];
  readonly replicas: readonly { readonly url: string }[];
  readonly tenantKey: string;
  readonly note: Note;
  readonly random: Random;
}

const mutation = `mutation ($id: ID!, $on: Boolean!) { setPhoneLineKillSwitch(id: $id, on: $on) {
  __typename ... on PhoneLineKillSwitchSet { line { id } } } }`;

/** Turns kill switches on and off, and notes what is known of them. Ends with all of them off. */
export function startKillSwitches(parts: KillSwitchParts): { stop(): Promise<void> } {
  const { random } = parts;
  const stopping = new AbortController();

  async function turn(line: string): Promise<void> {
    for (let on = true; !stopping.signal.aborted; on = !on) {
      await sleep(random.between(1500, 7000), undefined, { signal: stopping.signal }).catch(
        () => {},
      );
      if (!stopping.signal.aborted) await set(parts, line, on);
    }
    for (let tries = 0; tries < 20 && !(await set(parts, line, false)); tries++) await sleep(200);
  }

  const turning = parts.lines.map(turn);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(turning);
    },
  };
}

async function set(parts: KillSwitchParts, line: string, on: boolean): Promise<boolean> {
  const { url } = parts.random.pick(parts.replicas);
  const askedAt = Date.now();
  const answer = await ask(url, parts.tenantKey, mutation, { id: line, on }).catch(() => undefined);
  const isSet = answer?.data?.setPhoneLineKillSwitch !== undefined && !answer.errors;
  parts.note({ is: 'kill-switch', line, on, askedAt, isSet });
  return isSet;
}
