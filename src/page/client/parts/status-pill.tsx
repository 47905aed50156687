import type { Call } from '../service/calls.ts';
import { outcomeOf, toneOf } from './words.ts';

export function StatusPill({ call }: { call: Call }) {
  return <span class={`pill ${toneOf(call)}`}>{outcomeOf(call)}</span>;
}
