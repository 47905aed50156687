import { inWords, rejectionMeanings, rejectionStates, textStates } from '../parts/words.ts';
import type { Call, Rejection } from '../service/calls.ts';

type StepState = 'done' | 'now' | 'bad' | 'open';

/** The steps of a rejection: sent, accepted, and its outcome. */
export function Progress({ call }: { call: Call }) {
  const { rejection } = call;
  if (rejection === null) return null;
  const steps = stepsOf(rejection);
  return (
    <div class="progress">
      <ol aria-label="Rejection">
        {steps.map(([name, state]) => (
          <li key={name} class={state}>
            {name}
            {state === 'now' && <span class="hidden"> (under way)</span>}
          </li>
        ))}
      </ol>
      <p>
        {(isExplained(rejection) && rejection.problem?.message) ||
          rejectionMeanings[rejection.state]}
      </p>
      <TextLine call={call} />
    </div>
  );
}

/**
 * Whether the problem, if there is one, explains this state. A problem of an earlier state is kept, such as that of an expired rejection
 * which an event confirms later.
 */
function isExplained({ state }: Rejection): boolean {
  return state === 'REFUSED' || state === 'EXPIRED' || state === 'ALREADY_OVER';
}

type Step = [string, StepState];

function stepsOf({ state, settledAt, dispatchedInMs }: Rejection): Step[] {
  const end: Step = [rejectionStates[state], 'done'];
  // If no request is known, there is no step “Sent”, nor one “not sent”: a process may have died after it sent a request.
  const sent: Step[] = dispatchedInMs === null ? [] : [['Sent', 'done']];
  switch (state) {
    case 'SENDING':
      return [
        ['Sent', 'now'],
        ['Accepted', 'open'],
        ['Confirmed', 'open'],
      ];
    case 'ACCEPTED':
      return [
        ['Sent', 'done'],
        ['Accepted', 'done'],
        // If the rejection is not settled, the provider is still carrying it out. If it is settled, it counts as a success, and
        // an event may or may not confirm it.
        ['Confirmed', settledAt === null ? 'now' : 'open'],
      ];
    case 'CONFIRMED':
    case 'BEST_EFFORT':
    case 'REDIRECTED':
      return [['Sent', 'done'], ['Accepted', 'done'], end];
    case 'ALREADY_OVER':
      return [...sent, end];
    case 'REFUSED':
    case 'EXPIRED':
      return [...sent, [rejectionStates[state], 'bad']];
  }
}

/** What became of the text to the caller: the text after a rejection, or else the one that a policy asked for while the call rang. */
export function TextLine({ call }: { call: Call }) {
  const text = call.rejection?.followUp ?? call.notice;
  if (!text) return null;
  const because = text.notSent ? ` because ${text.notSent.because}` : '';
  return (
    <p class={`text-line ${inWords(text.state)}`}>
      <b>{textStates[text.state]}</b>
      {because}
      {text.text !== null && text.state !== 'NOT_SENT' && <q>{text.text}</q>}
    </p>
  );
}
