import { AsyncLocalStorage } from 'node:async_hooks';

/** The tenant for whom a request leaves, so that what a tenant occupies can be bounded. */
export const onBehalfOf = new AsyncLocalStorage<string>();
