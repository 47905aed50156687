import type { Log as WholeLog } from '../log.ts';

/** Where this door writes what only its operators may read. */
export type Log = Pick<WholeLog, 'info' | 'warn' | 'error'>;

export const silentLog: Log = { info() {}, warn() {}, error() {} };
