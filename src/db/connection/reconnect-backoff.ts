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

const firstDelayMs = 40;
const maxDelayMs = 1000;

/**
 * Backs off after a connection that was accepted and then closed before the server had sent a byte. The driver alone
 * would reconnect at once and without end (porsager/postgres#1193). `isWanted` is false once the connection is replaced or closing.
 */
export function socketWithBackoff(
  isWanted: () => boolean,
  onEarlyClose: () => void = () => {},
): SocketOption {
  let earlyCloses = 0;
  let tries = 0;

  return {
    async socket({ host, port, path }) {
      if (!isWanted()) throw notWanted();
      if (earlyCloses > 0) {
        await sleep(Math.min(maxDelayMs, firstDelayMs * 2 ** (earlyCloses - 1)));
      }
      if (!isWanted()) throw notWanted();
      // An address may name several hosts, each with its port, which are tried in turn.
      const turn = tries++ % port.length;
      const to = path ? { path } : { host: host[turn], port: port[turn] ?? 5432 };
      const socket = connect(to);
      let hasReceived = false;
      socket.once('data', () => {
        hasReceived = true;
        earlyCloses = 0;
      });
      socket.once('close', (hadError) => {
        // After an error the driver backs off by itself.
        if (hasReceived || hadError) return;
        earlyCloses++;
        onEarlyClose();
      });
      // The driver reads `host` for TLS.
      return Object.assign(socket, { host: host[turn] });
    },
  };
}

/** Begins like the driver's own codes, so that `isUnavailable` is true for it. */
const notWantedCode = 'CONNECTION_NOT_WANTED';

function notWanted(): Error {
  const error = new Error('The connection is not wanted any more.');
  return Object.assign(error, { code: notWantedCode });
}

/** The statement was to open a connection that was replaced meanwhile. It was certainly not sent. */
export function isNotWanted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === notWantedCode;
}
