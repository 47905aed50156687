import { memo } from 'preact/compat';
import { LineName } from '../parts/line-name.tsx';
import { StatusPill } from '../parts/status-pill.tsx';
import { callerName, callerNumber } from '../parts/words.ts';
import type { Call } from '../service/calls.ts';
import { Countdown } from './countdown.tsx';
import { Progress } from './progress.tsx';

interface Props {
  readonly call: Call;
  readonly mayReject: boolean;
  readonly onReject: (call: Call) => void;
  readonly onOpen: (call: Call) => void;
}

/** A call that rings or rang a moment ago. */
export const RingingCard = memo(function RingingCard({ call, mayReject, onReject, onOpen }: Props) {
  const { caller, line, decision, media } = call;
  const name = callerName(caller);
  const isRinging = call.status === 'RINGING';
  return (
    <li class={isRinging ? 'card ringing' : 'card'} data-call={call.id} data-status={call.status}>
      <div class="card-head">
        {isRinging && <Countdown call={call} />}
        <div class="who">
          <h3>
            {name}
            {caller.tier !== null && <span class="tier">{caller.tier}</span>}
          </h3>
          <p>{callerNumber(caller)}</p>
        </div>
        {!isRinging && <StatusPill call={call} />}
      </div>
      <p class="where">
        <LineName line={line} />
        {media === 'VIDEO' && <span class="provider">Video</span>}
      </p>
      {decision && <p class="why">{decision.sentence}</p>}
      <Progress call={call} />
      <div class="actions">
        {isRinging && call.rejectable && (
          <button
            type="button"
            class="danger"
            disabled={!mayReject}
            title={mayReject ? undefined : 'This key may not reject calls.'}
            onClick={() => onReject(call)}
          >
            Reject<span class="hidden"> the call of {name}</span> …
          </button>
        )}
        <button type="button" class="quiet" onClick={() => onOpen(call)}>
          Details<span class="hidden"> of the call of {name}</span>
        </button>
      </div>
    </li>
  );
});
