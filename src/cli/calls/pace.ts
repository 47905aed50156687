/** Returns how long to wait at the time `now`, after one sending, until the next. */
export type Pace = (now: number) => number;

/** At most `perSecond` sendings a second. What a slow service held up is not made up for by a burst. */
export function createPace(perSecond: number, startedAt: number): Pace {
  let dueAt = startedAt;
  return (now) => {
    dueAt = Math.max(dueAt + 1000 / perSecond, now);
    return dueAt - now;
  };
}
