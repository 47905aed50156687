import { AsyncLocalStorage } from 'node:async_hooks';

/** The tenant for which a request is sent, so that the lookups of one tenant can be bounded. */
export const onBehalfOf = new AsyncLocalStorage<string>();
