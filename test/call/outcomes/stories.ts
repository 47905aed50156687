import { answersOf, type Carrier } from './carriers.ts';

/** In order: requests and their answers, and events while one is under way or between two. */
export type Told =
  | { readonly is: 'request' }
  | { readonly is: 'answer'; readonly word: string }
  | { readonly is: 'event'; readonly word: string };

export type Story = readonly Told[];

/** Every sequence of one to three answers with at most two events, wherever they may come. */
export function* storiesOf(carrier: Carrier): Generator<Story> {
  const words = Object.keys(carrier.events);
  for (const answers of answerSequences(carrier)) {
    const requests = answers.flatMap((word): Told[] => [{ is: 'request' }, { is: 'answer', word }]);
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
  story.map((told) => (told.is === 'request' ? 'asks' : `${told.is} ${told.word}`)).join(', ');
