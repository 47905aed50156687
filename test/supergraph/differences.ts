import type { GatewayName } from './gateways.ts';

/** What clients see differently behind each gateway. docs/routers.md says what they have to do about it. */
export interface Differences {
  /** A query with a key that is wrong: Grafbase shows only the HTTP status of a subgraph that answered with another than 200. */
  readonly queryWithWrongKey: string;
  /** A subscription with a key that is wrong: both show that a websocket was refused in ways of their own. */
  readonly watchWithWrongKey: string;
  /** The last result of a subscription whose subgraph is killed: Grafbase ends it as if all was said; with callbacks the heartbeat is missed. */
  readonly lastWhenKilled: 'an error without code' | 'TIMEOUT_ERROR' | 'nothing';
}

const hive: Differences = {
  queryWithWrongKey: 'UNAUTHENTICATED',
  watchWithWrongKey: 'an error without code',
  lastWhenKilled: 'an error without code',
};

export const differences: Record<GatewayName, Differences> = {
  'Hive Gateway': hive,
  'Hive Gateway, router runtime': hive,
  'Hive Gateway, HTTP callbacks': {
    ...hive,
    watchWithWrongKey: 'UNAUTHENTICATED',
    lastWhenKilled: 'TIMEOUT_ERROR',
  },
  Grafbase: {
    queryWithWrongKey: 'SUBGRAPH_REQUEST_ERROR',
    watchWithWrongKey: 'SUBGRAPH_REQUEST_ERROR',
    lastWhenKilled: 'nothing',
  },
};
