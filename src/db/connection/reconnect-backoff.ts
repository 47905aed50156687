import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

interface Address {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path?: string | false;
}

/** An option of the driver that its types do not know. */
export interface SocketOption {
  readonly socket: (address: Address) => Promise<Socket>;
}

const leastMs = 20;
const mostMs = 1000;

/**
 * A way to open sockets that waits before it tries again where nothing was said. By itself the driver would try at once
 * and for ever when its connections are taken and closed without a word (porsager/postgres#1193).
 */
export function patientSocket(
  isWanted: () => boolean,
  onSilence: () => void = () => {},
): SocketOption {
  let silences = 0;
  let tries = 0;

  return {
    async socket({ host, port, path }) {
      if (silences > 0) await sleep(Math.min(mostMs, leastMs * 2 ** silences));
      if (!isWanted()) throw notWanted();
      const turn = tries++ % port.length;
      const to = path ? { path } : { host: host[turn], port: port[turn] ?? 5432 };
      const socket = connect(to);
      let isSilent = true;
      socket.once('data', () => {
        isSilent = false;
        silences = 0;
      });
      socket.once('close', (hadError) => {
        if (!isSilent || hadError) return;
        silences++;
        onSilence();
      });
      // The driver asks for it by this name when it speaks TLS.
      return Object.assign(socket, { host: host[turn] });
    },
  };
}

function notWanted(): Error {
  const error = new Error('The connection is not wanted any more.');
  return Object.assign(error, { code: 'CONNECTION_NOT_WANTED' });
}
