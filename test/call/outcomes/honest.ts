import { type Outcome, texts } from './tell.ts';

/** What must hold of every single story. */
export const honest: Readonly<Record<string, (outcome: Outcome) => boolean>> = {
  'is ours only if a request may have acted': ({ call, said }) => {
    const claims = ['REJECTED_BY_US', 'RETURNED_TO_QUEUE'].includes(call.endReason ?? '');
    return !claims || mayHaveActed(said);
  },
  'has a rejection that came about only if a request may have acted': ({ call, said }) => {
    const claims = ['ACCEPTED', 'CONFIRMED', 'BEST_EFFORT', 'REDIRECTED'];
    return !claims.includes(call.rejection?.state ?? '') || mayHaveActed(said);
  },
  'is CONFIRMED only if the provider said that it was rejected': ({ call, said }) =>
    call.rejection?.state !== 'CONFIRMED' || said.some((word) => /reject|^yes$/i.test(word)),
  'is ours without being inferred only if a request was carried out, or the word means nothing else':
    ({ call, said }) => {
      const claims = ['REJECTED_BY_US', 'RETURNED_TO_QUEUE'].includes(call.endReason ?? '');
      return !claims || call.inferred || said.includes('yes') || said.some(meansRejected);
    },
  'is ALREADY_OVER without being inferred only if no request can have done it, or the word says so':
    ({ call, said }) => {
      const { state, inferred } = call.rejection ?? {};
      if (state !== 'ALREADY_OVER' || inferred || !mayHaveActed(said)) return true;
      return (
        said.some((word) => /missed|timeout|cancel|FAILED|reject/i.test(word)) || wasAnswered(said)
      );
    },
  'is COMPLETED only if it was answered': ({ call, said }) =>
    call.endReason !== 'COMPLETED' || wasAnswered(said),
  'is never REJECTED, and not texted as rejected, once somebody had answered': ({ steps }) => {
    const answered = steps.findIndex(({ after }) => after.answeredAt !== undefined);
    if (answered < 0) return true;
    return steps
      .slice(answered)
      .every((step) => step.after.status !== 'REJECTED' && !step.texts.includes(texts.text));
  },
  'has an end that is not inferred only if the provider told one': ({ call, said }) =>
    call.inferred || said.some((word) => !/^gone( from|$)/.test(word) && !isNoEnd(word)),
  'tells a caller that they were rejected only if a request may have acted': ({ steps, said }) => {
    const sent = steps.find((step) => step.texts.includes(texts.text));
    // What had left before a late answer is not called back.
    return (
      !sent || mayHaveActed(said) || sent.ours === 'may-have-acted' || sent.told.is === 'lapse'
    );
  },
  'tells a caller that they had gone only if the provider said so, and nobody had answered': (
    outcome,
  ) => {
    const sent = outcome.steps.find((step) => step.texts.includes(texts.textWhenGone));
    return !sent || (!sent.after.inferred && sent.after.answeredAt === undefined);
  },
  'tells a caller that they had gone only if the ring ended unanswered, and nobody had rejected them':
    ({ steps }) =>
      steps.every(
        ({ texts: sent, after }) => !sent.includes(texts.textWhenGone) || after.status === 'MISSED',
      ),
  'sends one text at most': ({ steps }) => steps.flatMap((step) => step.texts).length <= 1,
  'comes to an end': ({ call }) =>
    call.rejection?.state !== 'SENDING' && call.rejection?.heard === undefined,
};

const mayHaveActed = (said: readonly string[]) =>
  said.some((word) => word === 'yes' || word === 'no answer');
const meansRejected = (word: string) =>
  /^call\.(ended REJECTED|reject|hangup call_rejected)$|says REJECTED$|^REJECTED$/.test(word);
const isNoEnd = (word: string) => ['not done', 'no answer', 'refused'].includes(word);
const wasAnswered = (said: readonly string[]) =>
  said.some((word) => /accept|answered|connected|established|completed/i.test(word));
