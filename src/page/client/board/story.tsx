import { useCallback, useEffect } from 'preact/hooks';
import { Fact } from '../parts/fact.tsx';
import { useAsked, useModal } from '../parts/hooks.ts';
import { LineName } from '../parts/line-name.tsx';
import { Problem } from '../parts/problem.tsx';
import { StatusPill } from '../parts/status-pill.tsx';
import { callerName, callerNumber, inWords, milliseconds, reasons } from '../parts/words.ts';
import type { BoardStore } from '../service/board-store.ts';
import type { Call, Story } from '../service/calls.ts';
import { Countdown } from './countdown.tsx';
import { Progress } from './progress.tsx';
import { Timeline } from './timeline.tsx';
import { Why } from './why.tsx';

interface Props {
  readonly call: Call;
  readonly store: BoardStore;
  readonly onClose: () => void;
  readonly onReject: (call: Call) => void;
}

/** Everything that is known of one call, as it develops. */
export function StoryPanel({ call, store, onClose, onReject }: Props) {
  const ref = useModal(onClose);
  const { asked, again } = useAsked(useCallback(() => store.readStory(call.id), [store, call.id]));
  useEffect(
    () => store.onEvent((event) => event.call.id === call.id && again()),
    [store, call.id, again],
  );
  const { caller, line } = call;
  // A story that was read stays when it cannot be read again, with the problem above it.
  const problem = asked.is === 'asking' ? null : asked.problem;
  return (
    <dialog ref={ref} class="panel" aria-labelledby="story-title">
      <div class="panel-body">
        <header>
          <div class="who">
            <h2 id="story-title">{callerName(caller)}</h2>
            <p>{callerNumber(caller)}</p>
          </div>
          <button type="button" class="quiet" onClick={onClose}>
            Close
          </button>
        </header>
        <div class="now">
          <StatusPill call={call} />
          {call.status === 'RINGING' && <Countdown call={call} />}
          <span class="where">
            <LineName line={line} />
          </span>
          {call.inferred && <span class="provider">Inferred</span>}
        </div>
        {call.status === 'RINGING' &&
          call.rejectable &&
          store.board.scopes.includes('calls:reject') && (
            <button type="button" class="danger" onClick={() => onReject(call)}>
              Reject …
            </button>
          )}
        <Progress call={call} />
        {problem !== null && <Problem again={again}>{problem}</Problem>}
        {asked.is === 'asking' && <p class="empty">Reading its history …</p>}
        {asked.is === 'answered' && <StoryBody story={asked.data} />}
      </div>
    </dialog>
  );
}

function StoryBody({ story }: { story: Story }) {
  const { rejection, decision } = story;
  return (
    <>
      {rejection && (
        <dl class="facts">
          <Fact name="Asked by">
            {rejection.requestedBy.name} ({inWords(rejection.requestedBy.kind)})
          </Fact>
          <Fact name="Reason">
            {reasons[rejection.reason as keyof typeof reasons] ?? rejection.reason}
          </Fact>
          <Fact name="Decided in">
            {rejection.decidedInMs === null ? 'not measured' : milliseconds(rejection.decidedInMs)}
          </Fact>
          <Fact name="Sent after">
            {rejection.dispatchedInMs === null
              ? 'not measured'
              : milliseconds(rejection.dispatchedInMs)}
          </Fact>
          <Fact name="Attempts">{rejection.attempts.length}</Fact>
        </dl>
      )}
      {decision && <Why decision={decision} />}
      <Timeline events={story.history.nodes} isLonger={story.history.pageInfo.hasNextPage} />
      <dl class="facts ids">
        <Fact name="Call">{story.id}</Fact>
        <Fact name="At the provider">{story.providerCallId}</Fact>
        {story.dialledNumber !== null && <Fact name="Dialled">{story.dialledNumber}</Fact>}
        {story.previousLeg && <Fact name="Rang before as">{story.previousLeg.id}</Fact>}
        {story.nextLeg && <Fact name="Rang again as">{story.nextLeg.id}</Fact>}
      </dl>
    </>
  );
}
