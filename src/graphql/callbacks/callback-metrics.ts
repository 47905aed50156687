export const callbackActions = ['check', 'next', 'complete'] as const;
export type CallbackAction = (typeof callbackActions)[number];

export const callbackOutcomes = ['TAKEN', 'GONE', 'REFUSED', 'NOT_TAKEN'] as const;
/** Of one request: NOT_TAKEN may be tried again, REFUSED may not. */
export type CallbackOutcome = (typeof callbackOutcomes)[number];
