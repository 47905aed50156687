import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, type ExitCode, type Input, Refusal, UsageError } from '../command.ts';
import { fetchWhole, type WholeAnswer } from '../fetch-whole.ts';
import { objectIn } from '../object-in.ts';
import { createPace } from '../pace.ts';
import { type Recorded, readRecording } from '../recording.ts';
import { reasonOf } from '../service.ts';

export const replay: Command = {
  summary: 'sends the recorded webhooks of a provider to a line',
  takes: 'FILE',
  details: [
    'Sends each webhook in FILE, in order, to the webhook URL of a line, which registerPhoneLine or',
    'updatePhoneLine(renewWebhook: true) returned. FILE has one JSON object in each line: the body of a webhook, or',
    '{"body": "…", "headers": {…}} with the very text and the headers that were received, which a signature needs.',
    '',
    'What was recorded before is told apart by the service and changes nothing: a replay may be repeated.',
  ].join('\n'),
  options: {
    webhook: { type: 'string', value: 'URL', help: 'the webhook URL of the line' },
    'per-second': {
      type: 'string',
      value: 'N',
      help: 'at most so many a second; otherwise as fast as they are taken',
    },
  },
  words: [1, 1],
  async run(input) {
    const { words, options, out } = input;
    const url = webhookUrl(options.text('webhook'));
    const perSecond = options.count('per-second', 1, 10_000);
    const counts = new Map<string, number>();
    const startedAt = performance.now();
    const pace = perSecond === undefined ? undefined : createPace(perSecond, startedAt);
    let sent = 0;
    for await (const recorded of readRecording(words[0] ?? '')) {
      if (input.signal.aborted) break;
      add(counts, await deliver(url, recorded, input));
      sent++;
      showProgress(sent, counts);
      if (pace) await pause(pace(performance.now()), input.signal);
    }
    clearProgress();
    const seconds = (performance.now() - startedAt) / 1000;
    const summary = Object.fromEntries(counts);
    out.json({ sent, seconds, ...summary });
    out.line(`${sent} webhooks in ${seconds.toFixed(1)} s${sent > 0 ? `: ${textOf(counts)}` : ''}`);
    return exitCodeOf(counts, input.signal.aborted);
  },
};

function webhookUrl(text: string | undefined): URL {
  if (text === undefined) throw new UsageError('--webhook is missing.');
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new UsageError(`${text} is no address of a webhook.`);
}

const unreachable: ExitCode = 3;
/** How often a webhook is sent at most, while the service is too busy or the line has had too many. */
const tries = 6;

/** The service's answer to a webhook: how many of its events were recorded, were known before, or are of a kind that is not known. */
interface Answer {
  readonly recorded?: number;
  readonly duplicates?: number;
  readonly unknown?: number;
  readonly error?: string;
}

/** Sends one webhook, again if the service asks for that, as a provider would. Returns the outcome as the summary names it. */
async function deliver(url: URL, recorded: Recorded, { out, signal }: Input): Promise<string> {
  for (let n = 1; ; n++) {
    const response = await post(url, recorded);
    const answer: Answer = objectIn(response.text);
    if (response.ok) return outcomeOf(answer);
    if (!isForLater(response.status) || n >= tries || signal.aborted) {
      clearProgress();
      out.note(`Line ${recorded.lineNumber}: ${response.status} ${answer.error ?? ''}`.trim());
      return `refused with ${response.status}`;
    }
    await pause(1000 * Number(response.headers.get('retry-after') ?? 1), signal);
  }
}

/** Too many requests, or unavailable. */
function isForLater(status: number): boolean {
  return status === 429 || status === 503;
}

/** Ends early when the user interrupts the command. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => {});
}

async function post(url: URL, { body, headers }: Recorded): Promise<WholeAnswer> {
  return fetchWhole(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    signal: AbortSignal.timeout(10_000),
  }).catch((error: Error) => {
    throw new Refusal(`${url.origin} cannot be reached (${reasonOf(error)}).`, unreachable);
  });
}

function outcomeOf({ recorded = 0, duplicates = 0, unknown = 0 }: Answer): string {
  if (recorded > 0) return 'recorded';
  if (duplicates > 0) return 'known already';
  return unknown > 0 ? 'of a kind that is not known' : 'without effect';
}

function add(counts: Map<string, number>, outcome: string): void {
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
}

function textOf(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([outcome, n]) => `${n} ${outcome}`).join(', ');
}

function exitCodeOf(counts: ReadonlyMap<string, number>, isInterrupted: boolean): ExitCode {
  const isRefused = [...counts.keys()].some((outcome) => outcome.startsWith('refused'));
  return isRefused || isInterrupted ? 1 : 0;
}

/** Shows progress only on a terminal, because in a file it would be noise. */
function showProgress(sent: number, counts: ReadonlyMap<string, number>): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${sent} sent: ${textOf(counts)}`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}
