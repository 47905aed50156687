import { useNow } from '../parts/hooks.ts';
import type { Call } from '../service/calls.ts';

const radius = 20;
const length = 2 * Math.PI * radius;

/** The time that a call may still ring, as a circle that gets shorter. */
export function Countdown({ call }: { call: Call }) {
  const now = useNow(250);
  if (call.ringDeadlineAt === null) return null;
  const end = Date.parse(call.ringDeadlineAt);
  const leftMs = Math.max(0, end - now);
  const share = Math.min(1, leftMs / Math.max(1, end - Date.parse(call.ringingAt)));
  const seconds = Math.ceil(leftMs / 1000);
  return (
    <div
      class={share < 0.25 ? 'countdown late' : 'countdown'}
      role="timer"
      aria-label={`${seconds} seconds left`}
    >
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <circle cx="24" cy="24" r={radius} />
        <circle
          class="left"
          cx="24"
          cy="24"
          r={radius}
          stroke-dasharray={length}
          stroke-dashoffset={length * (1 - share)}
        />
      </svg>
      <b aria-hidden="true">{seconds}</b>
    </div>
  );
}
