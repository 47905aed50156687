import { inWords, providerName, timeOf, titled } from '../parts/words.ts';
import type { Actor, StoryEvent } from '../service/calls.ts';

const kinds: Readonly<Record<string, string>> = {
  RANG: 'Rang',
  REJECT_REQUESTED: 'Rejection decided',
  REJECT_ACCEPTED: 'Provider said yes',
  REJECTED: 'Rejected',
  REJECT_CONFIRMED: 'Confirmed by the provider',
  REDIRECTED: 'Back in its queue',
  REJECT_FOUND_CALL_OVER: 'Rejection came too late',
  REJECT_REFUSED: 'Provider refused',
  REJECT_EXPIRED: 'Given up',
  REJECT_INEFFECTIVE: 'Rang on after a yes',
  ENDED: 'Over',
  AUTOMATION_HELD: 'A policy was held back',
  FOLLOW_UP_SENT: 'Text sent',
  FOLLOW_UP_NOT_SENT: 'Text not sent',
  NOTICE_SENT: 'Text sent while it rang',
  NOTICE_NOT_SENT: 'Text not sent',
  NOTED: 'Noted, changes nothing',
};

/** What happened to a call, with the time from one event to the next. `isLonger`: the call has more events than these. */
export function Timeline({
  events,
  isLonger,
}: {
  events: readonly StoryEvent[];
  isLonger: boolean;
}) {
  return (
    <section aria-labelledby="timeline-title">
      <h3 id="timeline-title">What happened</h3>
      <ol class="timeline">
        {events.map((event, n) => (
          <li key={event.id} class={event.kind.startsWith('REJECT') ? 'rejection' : undefined}>
            <b>{kinds[event.kind] ?? titled(event.kind)}</b>
            <time dateTime={event.recordedAt}>
              {timeOf(event.recordedAt)}
              <small>{sinceLast(event, events[n - 1])}</small>
            </time>
            <small>
              {actorName(event.actor)}
              {event.cause !== null && `: ${event.cause}`}
            </small>
          </li>
        ))}
      </ol>
      {isLonger && <p class="hint">There is more. GraphQL shows all of it: `call.history`.</p>}
    </section>
  );
}

function actorName({ kind, name }: Actor): string {
  return kind === 'PROVIDER' ? providerName(name) : `${inWords(kind)} ${name}`;
}

function sinceLast(event: StoryEvent, before: StoryEvent | undefined): string {
  if (!before) return '';
  const ms = Date.parse(event.recordedAt) - Date.parse(before.recordedAt);
  return ms < 1000 ? ` +${ms} ms` : ` +${(ms / 1000).toFixed(1)} s`;
}
