import { answersOf, type Carrier } from './carriers.ts';

/** In order: requests and their answers, and events while one is under way or between two. */
export type Told =
  | { readonly is: 'request' }
  | { readonly is: 'answer'; readonly word: string }
  /** The request under way may be made again by another process, because its answer takes too long. */
  | { readonly is: 'lapse' }
  /** The answer to that request: it had done nothing. */
  | { readonly is: 'late' }
  | { readonly is: 'event'; readonly word: string };

export type Story = readonly Told[];

/** Every sequence of one to three answers with at most two events, wherever they may come. */
export function* storiesOf(carrier: Carrier): Generator<Story> {
  for (const answers of answerSequences(carrier)) {
    const requests = answers.flatMap((word): Told[] => [{ is: 'request' }, { is: 'answer', word }]);
    yield* withEvents(carrier, requests);
  }
}

function* withEvents(carrier: Carrier, requests: Story): Generator<Story> {
  const words = Object.keys(carrier.events);
  yield requests;
  for (const first of words) {
    // Behind the first request: what comes before it finds a call that is not being rejected.
    for (let at = 1; at <= requests.length; at++) {
      const one = insert(requests, at, first);
      yield one;
      for (const second of words) {
        for (let then = at + 1; then <= one.length; then++) yield insert(one, then, second);
      }
    }
  }
}

/** A request whose answer comes late, perhaps after another one, with at most two events, of which the last comes before it. */
export function* lateStoriesOf(carrier: Carrier): Generator<Story> {
  const { open, final } = answersOf(carrier);
  const again = Object.keys({ ...open, ...final }).map(
    (word): Story => [{ is: 'request' }, { is: 'answer', word }],
  );
  for (const tail of [[], ...again]) {
    for (const story of withEvents(carrier, [{ is: 'request' }, { is: 'lapse' }, ...tail])) {
      yield [...story, { is: 'late' }];
    }
  }
}

function* answerSequences(carrier: Carrier): Generator<readonly string[]> {
  const { open, final } = answersOf(carrier);
  const goOn = Object.keys(open);
  const last = [...goOn, ...Object.keys(final)];
  for (const a of last) yield [a];
  for (const a of goOn) for (const b of last) yield [a, b];
  for (const a of goOn) for (const b of goOn) for (const c of last) yield [a, b, c];
}

function insert(story: Story, at: number, word: string): Story {
  return [...story.slice(0, at), { is: 'event', word }, ...story.slice(at)];
}

export const sayStory = (story: Story) =>
  story
    .map((told) =>
      told.is === 'request' ? 'asks' : 'word' in told ? `${told.is} ${told.word}` : told.is,
    )
    .join(', ');
