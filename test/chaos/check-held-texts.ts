import { isCertainlyNotSent } from './check-texts.ts';
import type { Evidence, Exchange } from './evidence.ts';
import type { Holds, RecordOf } from './records.ts';
import type { Violation } from './violation.ts';

/** From the last look at what may hold a text back to the arrival of the request. */
const onTheWayMs = 1500;
const minuteMs = 60_000;

/** I18: a text of a policy leaves only where neither its line’s kill switch nor cooldown nor cap holds it back. */
export function checkHeldTexts(evidence: Evidence): Violation[] {
  return evidence.all('line').flatMap(({ line, holds }) => {
    if (!holds) return [];
    const texts = evidence.exchanges.filter(
      (one) => one.request.line === line && one.request.operation === 'text' && mayBeSent(one),
    );
    const ofPolicy = texts.filter(({ request }) => request.text === holds.text);
    return [
      ...duringCooldown(ofPolicy, texts, holds),
      ...beyondCap(ofPolicy, holds),
      ...whileSwitchedOff(evidence, line, ofPolicy),
    ];
  });
}

const mayBeSent = (one: Exchange) => !isCertainlyNotSent(one);

function duringCooldown(
  ofPolicy: readonly Exchange[],
  texts: readonly Exchange[],
  { text, cooldownMs }: Holds,
): Violation[] {
  return ofPolicy.flatMap((later): Violation[] => {
    const earlier = texts.find(({ request: { n, to, at, text: words } }) => {
      if (n >= later.request.n || to !== later.request.to) return false;
      const apartMs = later.request.at - at;
      // What a client asks for may leave between the last look and the arrival of another.
      return apartMs < cooldownMs && (words === text || apartMs > onTheWayMs);
    });
    if (!earlier) return [];
    return [broken('within the cooldown of its caller', [earlier.request, later.request])];
  });
}

function beyondCap(ofPolicy: readonly Exchange[], { textsPerMinute }: Holds): Violation[] {
  return ofPolicy.flatMap((later, n): Violation[] => {
    const first = ofPolicy[n - textsPerMinute];
    if (!first || later.request.at - first.request.at >= minuteMs) return [];
    return [broken(`beyond the cap of ${textsPerMinute}`, [first.request, later.request])];
  });
}

function whileSwitchedOff(
  evidence: Evidence,
  line: string,
  ofPolicy: readonly Exchange[],
): Violation[] {
  const switches = evidence.all('kill-switch').filter((one) => one.line === line);
  return ofPolicy.flatMap(({ request }): Violation[] => {
    const on = surelyOnAt(switches, request.at);
    if (!on) return [];
    // A process that was stopped after its last look sends when it goes on.
    if (evidence.faultWithin(on.askedAt - onTheWayMs, request.at, ['pause'])) return [];
    return [broken('while the kill switch was on', [on, request])];
  });
}

/** The answer that turned it on came well before, and nobody had asked to turn it off. */
function surelyOnAt(switches: readonly RecordOf<'kill-switch'>[], at: number) {
  const last = switches.findLast(({ askedAt }) => askedAt <= at);
  return last?.on && last.isSet && last.at + onTheWayMs <= at ? last : undefined;
}

function broken(when: string, proof: Violation['proof']): Violation {
  return { invariant: 'I18', column: 'WRONG', what: `a policy’s text left ${when}`, proof };
}
