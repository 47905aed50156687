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
        {rejection.problem && rejection.state !== 'SENDING'
          ? rejection.problem.message
          : rejectionMeanings[rejection.state]}
      </p>
      <TextLine call={call} />
    </div>
  );
}

function stepsOf({ state, settledAt }: Rejection): [string, StepState][] {
  const end: [string, StepState] = [rejectionStates[state], 'done'];
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
        ['Confirmed', settledAt === null ? 'now' : 'open'],
      ];
    case 'CONFIRMED':
    case 'BEST_EFFORT':
    case 'REDIRECTED':
      return [['Sent', 'done'], ['Accepted', 'done'], end];
    case 'ALREADY_OVER':
      return [['Sent', 'done'], end];
    case 'REFUSED':
    case 'EXPIRED':
      return [
        ['Sent', 'done'],
        [rejectionStates[state], 'bad'],
      ];
  }
}

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
