import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { FinalOutcome } from '../../src/call/rejection.ts';
import type { SignalKind } from '../../src/call/signal.ts';
import { readWahaEvent } from '../../src/providers/waha-family/waha-envelope.ts';
import { type Happening, live } from '../call/world.ts';

const accepted: FinalOutcome = { is: 'done', certainty: 'ACCEPTED' };
const gone: FinalOutcome = {
  is: 'already-over',
  inferred: true,
  problem: { kind: 'CALL_NOT_FOUND', message: 'gone', httpStatus: 404 },
};
const rejectIt: Happening = { is: 'reject' };

/** What the recorded events of each, and our own rejecting, make of a call. */
describe.each(['wawp', 'waha'])('what becomes of a call at %s', (provider) => {
  const told = (event: string): Happening => ({
    is: 'signal',
    kind: recorded(provider, event),
    agoMs: 0,
    late: false,
  });
  const received = told('call-received');

  it.each<[string, Happening[], object]>([
    ['call.received is RINGING', [received], { status: 'RINGING' }],
    [
      'a reject with 200 is REJECTED, and ACCEPTED only',
      [received, rejectIt, { is: 'answer', outcome: accepted }],
      { status: 'REJECTED', rejection: { state: 'ACCEPTED' } },
    ],
    [
      'call.rejected after our reject was accepted is REJECTED, and CONFIRMED',
      [received, rejectIt, { is: 'answer', outcome: accepted }, told('call-rejected')],
      { status: 'REJECTED', rejection: { state: 'CONFIRMED' } },
    ],
    [
      'call.rejected before the answer to our reject is REJECTED, and CONFIRMED, once that is a yes',
      [received, rejectIt, told('call-rejected'), { is: 'answer', outcome: accepted }],
      { status: 'REJECTED', rejection: { state: 'CONFIRMED' } },
    ],
    [
      'call.rejected without a reject of ours is ENDED, nobody knows why',
      [received, told('call-rejected')],
      { status: 'ENDED', endReason: 'UNKNOWN' },
    ],
    [
      'call.accepted is ANSWERED, on another device',
      [received, told('call-accepted')],
      { status: 'ANSWERED' },
    ],
    [
      'a reject with 400 or 404 is ENDED, and ALREADY_OVER',
      [received, rejectIt, { is: 'answer', outcome: gone }],
      { status: 'ENDED', inferred: true, rejection: { state: 'ALREADY_OVER' } },
    ],
  ])('%s', (_name, happenings, picture) => {
    expect(live(happenings).call).toMatchObject(picture);
  });
});

function recorded(provider: string, event: string): SignalKind {
  const file = new URL(`./${provider}/${event}.json`, import.meta.url);
  const { body } = JSON.parse(readFileSync(file, 'utf8'));
  const reading = readWahaEvent(Buffer.from(JSON.stringify(body)), {});
  const signal = reading.is === 'read' ? reading.signals[0] : undefined;
  if (!signal) throw new Error(`${event} of ${provider} is no signal.`);
  return signal.kind;
}
