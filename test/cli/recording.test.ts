import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readRecording } from '../../src/cli/calls/recording.ts';

/** The text and the headers that are sent for a line of a recording. */
async function sentFor(line: string) {
  const folder = mkdtempSync(join(tmpdir(), 'calls-recording-'));
  const file = join(folder, 'recorded.ndjson');
  writeFileSync(file, `${line}\n`);
  const [recorded] = await Array.fromAsync(readRecording(file));
  rmSync(folder, { recursive: true });
  return [recorded?.body, recorded?.headers];
}

it.each([
  ['{"body":"{}"}', ['{}', {}]],
  ['{"body":"{}","headers":null}', ['{}', {}]],
  ['{"headers":{"host":"here","x-trace":"1"},"body":"{}"}', ['{}', { 'x-trace': '1' }]],
  ['{"receivedAt":"2026-03-01","headers":{"x-trace":"1"},"body":""}', ['', { 'x-trace': '1' }]],
])('%s is a text with its headers', async (line, sent) => {
  expect(await sentFor(line)).toEqual(sent);
});

it.each([
  '{"event":"call.ringing"}',
  '{"event":"message","id":"1","body":"Call me back"}',
  '{"body":"Call me back","from":"447700900123","headers":null}',
  '{"body":"Call me back","headers":["from"]}',
  '{"body":{"text":"Call me back"},"headers":{"x-trace":"1"}}',
])('%s is a webhook itself, and sent as it is', async (line) => {
  expect(await sentFor(line)).toEqual([line, {}]);
});
