import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { HistoryRecord } from './records.ts';

const files = ['driver', 'provider', 'subscribers', 'faults', 'dump'] as const;
export type HistoryFile = (typeof files)[number];

type Unstamped<R> = R extends HistoryRecord ? Omit<R, 'at'> : never;
export type Note = (record: Unstamped<HistoryRecord>, at?: number) => void;

export interface History {
  /** Where one part of the run writes down what it sees. */
  file(name: HistoryFile): Note;
  close(): Promise<void>;
}

/** One file of JSON lines for each part, written as it happens. */
export function openHistory(directory: string): History {
  const streams = new Map(
    files.map((name) => [name, createWriteStream(join(directory, `${name}.jsonl`))]),
  );
  return {
    file: (name) => (record, at) => {
      streams.get(name)?.write(`${JSON.stringify({ at: at ?? Date.now(), ...record })}\n`);
    },
    async close() {
      for (const stream of streams.values()) stream.end();
      await Promise.all([...streams.values()].map((stream) => finished(stream)));
    },
  };
}

export async function readHistory(directory: string): Promise<HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  for (const name of files) {
    const lines = createInterface({ input: createReadStream(join(directory, `${name}.jsonl`)) });
    for await (const line of lines) records.push(JSON.parse(line));
  }
  return records;
}
