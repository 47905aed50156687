import type { Entry } from '../call/journal.ts';
import type { Log } from '../log.ts';
import { traceIdOf } from './trace-id.ts';

/** Logs each recorded entry at the level `debug`. The fields `call` and `trace` find the log lines of one call. */
export function createStory(log: Log): (entries: readonly Entry[]) => void {
  return (entries) => {
    for (const { kind, actor, cause, call } of entries) {
      log.debug('something happened to a call', {
        call: call.id,
        trace: traceIdOf(call.id),
        line: call.lineId,
        what: kind,
        status: call.status,
        revision: call.revision,
        by: `${actor.kind} ${actor.name}`,
        ...(call.rejection && { rejection: call.rejection.state }),
        ...(cause && { cause }),
      });
    }
  };
}
