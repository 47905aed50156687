import { Pool } from 'undici';

/** One of the two that are compared. Both are asked in the same words and answer in the same words. */
export interface Side {
  readonly url: string;
  /** Resolves with the answer, which must be a 200. */
  ask(operation: Operation, body: object): Promise<string>;
  close(): Promise<void>;
}

export type Operation = 'webhook' | 'call' | 'entities' | 'reject';

export function openSide(
  url: string,
  paths: Readonly<Record<Operation, string>>,
  key: string,
): Side {
  const pool = new Pool(url, { connections: 16, pipelining: 1 });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  return {
    url,
    async ask(operation, body) {
      const response = await pool.request({
        method: 'POST',
        path: paths[operation],
        headers,
        body: JSON.stringify(body),
      });
      const text = await response.body.text();
      if (response.statusCode !== 200) throw new Error(`${operation}: ${text}`);
      return text;
    },
    close: () => pool.destroy(),
  };
}
