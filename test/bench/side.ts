import { Pool } from 'undici';

/** What is compared. All are asked in the same words and answer in the same words. */
export type SideName = 'ours' | 'policed' | 'bare' | 'serial' | 'rows' | 'peer';

export interface Side {
  readonly name: SideName;
  readonly url: string;
  readonly pid: number;
  /** Resolves with the answer, which must be a 200. */
  ask(operation: Operation, body: object): Promise<string>;
  close(): Promise<void>;
}

export type Operation = 'webhook' | 'call' | 'entities' | 'reject';

export interface Place {
  readonly name: SideName;
  readonly url: string;
  readonly pid: number;
  readonly paths: Readonly<Partial<Record<Operation, string>>>;
  readonly key: string;
}

const connections = 64;
const patienceMs = 30_000;

export function openSide({ name, url, pid, paths, key }: Place): Side {
  const timeouts = { headersTimeout: patienceMs, bodyTimeout: patienceMs };
  const pool = new Pool(url, { connections, pipelining: 1, ...timeouts });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  return {
    name,
    url,
    pid,
    async ask(operation, body) {
      const response = await pool.request({
        method: 'POST',
        path: paths[operation] ?? `/${operation}`,
        headers,
        body: JSON.stringify(body),
      });
      const text = await response.body.text();
      if (response.statusCode !== 200) throw new Error(`${name}, ${operation}: ${text}`);
      return text;
    },
    close: () => pool.destroy(),
  };
}
