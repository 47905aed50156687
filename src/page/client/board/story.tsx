import { useCallback, useEffect } from 'preact/hooks';
import { useAsked, useModal } from '../parts/hooks.ts';
import { StatusPill } from '../parts/status-pill.tsx';
import {
  callerName,
  callerNumber,
  inWords,
  milliseconds,
  providers,
  reasons,
} from '../parts/words.ts';
import { ask } from '../service/ask.ts';
import type { BoardStore } from '../service/board-store.ts';
import { type Call, type Story, storyDocument } from '../service/calls.ts';
import { Countdown } from './countdown.tsx';
import { Progress } from './progress.tsx';
import { Timeline } from './timeline.tsx';
import { Why } from './why.tsx';

interface Props {
  readonly callKey: string;
  readonly call: Call;
  readonly store: BoardStore;
  readonly onClose: () => void;
  readonly onReject: (call: Call) => void;
}

/** Everything that is known of one call, as it develops. */
export function StoryPanel({ callKey, call, store, onClose, onReject }: Props) {
  const ref = useModal(onClose);
  const { asked, again } = useAsked(
    useCallback(() => readStory(callKey, call.id), [callKey, call.id]),
  );
  useEffect(
    () => store.onEvent((event) => event.call.id === call.id && again()),
    [store, call.id, again],
  );
  const { caller, line } = call;
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
            {line.name} <span class="provider">{providers[line.provider] ?? line.provider}</span>
          </span>
          {call.inferred && <span class="provider">Inferred</span>}
        </div>
        {call.status === 'RINGING' && call.rejectable && store.board.mayReject && (
          <button type="button" class="danger" onClick={() => onReject(call)}>
            Reject …
          </button>
        )}
        <Progress call={call} />
        {asked.is === 'failed' && (
          <p class="problem" role="alert">
            {asked.problem}{' '}
            <button type="button" class="quiet" onClick={again}>
              Try again
            </button>
          </p>
        )}
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

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

async function readStory(key: string, id: string): Promise<Story> {
  const { call } = await ask<{ call: Story | null }>(key, storyDocument, { id });
  if (call === null) throw new Error('This call is no longer there.');
  return call;
}
