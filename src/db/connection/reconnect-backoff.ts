import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Address {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path?: string | false;
}

/** An option of the driver that is missing in its types. */
export interface SocketOption {
  readonly socket: (address: Address) => Promise<Socket>;
}

export interface ReconnectBackoff extends SocketOption {
  /** The session answers statements, so after its end the next connection is opened at once. */
  reset(): void;
}

const firstDelayMs = 40;
const maxDelayMs = 1000;

/**
 * Backs off while connections end before `reset` is called. After one that was closed without an error the driver alone would
 * reconnect at once and without end (porsager/postgres#1193). Bytes of the server prove nothing: it agrees to TLS with one, and may then
 * refuse the session because it is starting or full. `isWanted` is false once the connection is replaced or closing. `onFailure` is
 * called when the driver asks for another connection after it has tried all hosts.
 */
export function socketWithBackoff(
  isWanted: () => boolean,
  onFailure: () => void = () => {},
): ReconnectBackoff {
  let tries = 0;
  let triesSinceReset = 0;
  let triedAt = Number.NEGATIVE_INFINITY;

  /** How long to wait before the next try. Not within a round over several hosts. */
  function delayMs(hosts: number): number {
    const rounds = triesSinceReset / hosts;
    if (rounds === 0 || !Number.isInteger(rounds)) return 0;
    const delay = Math.min(maxDelayMs, firstDelayMs * 2 ** (rounds - 1));
    // After an error the driver has waited as well.
    return Math.max(0, triedAt + delay - performance.now());
  }

  return {
    reset() {
      triesSinceReset = 0;
    },
    async socket({ host, port, path }) {
      if (triesSinceReset > 0 && triesSinceReset % port.length === 0) onFailure();
      if (!isWanted()) throw notWanted();
      const delay = delayMs(port.length);
      if (delay > 0) await sleep(delay);
      if (!isWanted()) throw notWanted();
      // An address may name several hosts, each with its port, which are tried in turn.
      const turn = tries++ % port.length;
      triesSinceReset++;
      triedAt = performance.now();
      const to = path ? { path } : { host: host[turn], port: port[turn] ?? 5432 };
      // The driver reads `host` for TLS.
      return Object.assign(connect(to), { host: host[turn] });
    },
  };
}

/** Begins like the driver's own codes, so that `isUnavailable` is true for it. */
const notWantedCode = 'CONNECTION_NOT_WANTED';

function notWanted(): Error {
  const error = new Error('The connection is not wanted any more.');
  return Object.assign(error, { code: notWantedCode });
}

/** The driver's code for a statement that it got after `end`, and did not put on any connection. */
const endedCode = 'CONNECTION_ENDED';

/** The connection was replaced before the statement had reached it, or while the statement was to open it. It was certainly not sent. */
export function isUnsent(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  return error.code === notWantedCode || error.code === endedCode;
}
