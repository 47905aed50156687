import type { Log as WholeLog } from '../log.ts';

export type Log = Pick<WholeLog, 'info' | 'warn' | 'error'>;

export const silentLog: Log = { info() {}, warn() {}, error() {} };
