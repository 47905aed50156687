export const callbackActions = ['check', 'next', 'complete'] as const;
export type CallbackAction = (typeof callbackActions)[number];

export const callbackOutcomes = ['TAKEN', 'GONE', 'REFUSED', 'NOT_TAKEN'] as const;
/**
 * The outcome of one request. TAKEN: the router accepted it. GONE: the router has ended the subscription. After NOT_TAKEN the request
 * may be repeated, after REFUSED it may not.
 */
export type CallbackOutcome = (typeof callbackOutcomes)[number];
