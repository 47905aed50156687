import type { RootLog } from '../../src/log.ts';

export const silentLog: RootLog = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};
