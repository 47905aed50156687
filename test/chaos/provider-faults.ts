import type { Random } from './random.ts';

/** What goes wrong with one request to a provider. */
export type ProviderFault =
  | {
      readonly is: 'refused-for-now';
      readonly status: 429 | 500 | 503;
      readonly retryAfterS?: number;
    }
  | { readonly is: 'reset-before-processing' }
  | { readonly is: 'hang' }
  | { readonly is: 'slow'; readonly ms: number }
  | { readonly is: 'process-then-reset' }
  | { readonly is: 'process-then-slow'; readonly ms: number }
  | { readonly is: 'process-then-garbage' }
  /** Nobody is signed in any more, whoever asks next. */
  | { readonly is: 'sessions-lost' };

type Weighed = readonly (readonly [weight: number, fault: ProviderFault])[];

const whileAsking: Weighed = [
  [16, { is: 'refused-for-now', status: 500 }],
  [10, { is: 'refused-for-now', status: 503 }],
  [10, { is: 'refused-for-now', status: 429 }],
  [8, { is: 'refused-for-now', status: 429, retryAfterS: 1 }],
  [1, { is: 'refused-for-now', status: 429, retryAfterS: 90 }],
  [12, { is: 'reset-before-processing' }],
  [4, { is: 'hang' }],
  [10, { is: 'slow', ms: 400 }],
  [15, { is: 'process-then-reset' }],
  [12, { is: 'process-then-slow', ms: 3000 }],
  [4, { is: 'process-then-garbage' }],
];

const whileListening: Weighed = [
  [16, { is: 'refused-for-now', status: 500 }],
  [8, { is: 'refused-for-now', status: 503 }],
  [16, { is: 'reset-before-processing' }],
  [2, { is: 'hang' }],
  [24, { is: 'slow', ms: 400 }],
  // What the answer held is lost.
  [16, { is: 'process-then-reset' }],
  [18, { is: 'sessions-lost' }],
];

export const pickProviderFault = (random: Random): ProviderFault => pick(random, whileAsking);
export const pickListeningFault = (random: Random): ProviderFault => pick(random, whileListening);

function pick(random: Random, weighed: Weighed): ProviderFault {
  const totalWeight = weighed.reduce((total, [weight]) => total + weight, 0);
  let left = random.next() * totalWeight;
  for (const [weight, fault] of weighed) {
    left -= weight;
    if (left < 0) return fault;
  }
  return { is: 'hang' };
}
