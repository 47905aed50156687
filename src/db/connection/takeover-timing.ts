/**
 * How work passes from a process that seems dead to another, when it may only have lost the session by which others
 * know it alive. It hears of that within milliseconds, unless its way to the database is silent: then late, or not at all.
 */

/** For so long after it has taken work a process sends without asking; later it asks whether its name still stands. */
export const unquestionedMs = 400;

/** Then its work may be taken from it, should it seem dead: what it has just taken it may not have sent yet. */
export const seemsDeadAfterMs = 500;

/** For so long the one that hears it still counts answers; then it calls off what it has sent. */
export const answersCountForMs = 100;

/** And for so long its work is left to it: it has called everything off by then, unless it was stopped for as long. */
export const leftToTheDeadMs = 250;
