import { policyName, titled } from '../parts/words.ts';
import type { Cause, Decision } from '../service/calls.ts';

const marks: Readonly<Record<string, string>> = {
  REJECTS: 'rejects',
  LETS_RING: 'lets ring',
  TEXTS: 'texts',
  PASSES: 'passes',
  CANNOT_TELL: 'cannot tell',
};

/** Why the policies decided as they did: every cause, also those that only observe. */
export function Why({ decision }: { decision: Decision & { causes: readonly Cause[] } }) {
  return (
    <section aria-labelledby="why-title">
      <h3 id="why-title">Why</h3>
      <p>{decision.sentence}</p>
      <ul class="causes">
        {decision.causes.map((cause) => (
          <li
            key={`${cause.kind} ${cause.policy}`}
            class={cause.verdict === 'PASSES' ? 'passes' : undefined}
          >
            <span class="pill calm">{marks[cause.verdict] ?? cause.verdict}</span>
            <span>
              <b>{policyName(cause)}</b>
              {cause.mode === 'OBSERVE' && <span class="provider">observes</span>}
              <small>because {cause.because}</small>
              {cause.heldBackBy !== null && <small>Held back by {titled(cause.heldBackBy)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
