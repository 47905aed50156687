import type { LineId } from '../../src/call/ids.ts';
import type { CarrierRequest } from './carrier.ts';
import type { ModelClock } from './clock.ts';
import { type ModelLines, policyTexts, textLimits } from './lines.ts';
import { timing } from './process.ts';
import type { Stage } from './stage.ts';

/** The effect that stands behind a request. */
export interface Decided {
  readonly id: string;
  readonly callId: string;
  readonly deadline: string;
}

/** What the carrier may be asked, judged while it is asked. */
export interface Evidence {
  /** Nothing, if nobody has decided it. */
  decidedFor(
    operation: CarrierRequest['operation'],
    line: LineId,
    about: string,
  ): Promise<Decided | undefined>;
  judgeRequest(request: CarrierRequest, before: readonly CarrierRequest[]): void;
  /** Of the line with policies. */
  isSwitchedOff: boolean;
  wasSwitchedOff: boolean;
  /** Why a text of a policy may not leave now; undefined of any that may. */
  whyHeldBack(line: LineId, about: string, before: readonly CarrierRequest[]): string | undefined;
  readonly violations: string[];
}

export function startEvidence(stage: Stage, clock: ModelClock, lines: ModelLines): Evidence {
  const violations: string[] = [];
  return {
    violations,
    isSwitchedOff: false,
    wasSwitchedOff: false,
    whyHeldBack(line, about, before) {
      if (line !== lines.ids[1] || !isOfPolicy(about)) return undefined;
      if (this.isSwitchedOff) return 'while the kill switch was on';
      const sent = before.filter(
        (one) =>
          one.operation === 'text' && one.line === line && isOfPolicy(one.about) && mayBeSent(one),
      );
      const lately = (ms: number) => sent.filter(({ sentAtMs }) => clock.elapsedMs - sentAtMs < ms);
      const ofCaller = lately(textLimits.textCooldownMs).find(
        (one) => callerIn(one.about) === callerIn(about),
      );
      if (ofCaller) return 'within the cooldown of the caller';
      return lately(60_000).length >= textLimits.textsPerMinute ? 'beyond the cap' : undefined;
    },
    async decidedFor(operation, line, about) {
      const kind = operation === 'reject' ? "'reject'" : "'text'";
      const what =
        operation === 'reject'
          ? `request->>'providerCallId'`
          : `(request->>'callerAtProvider') || ': ' || (request->>'text')`;
      const [row] = await stage.ask<Decided>(
        `select id, call_id as "callId", to_jsonb(deadline_at) #>> '{}' as deadline from effects where kind = ${kind} and line_id = $1 and ${what} = $2 and attempts > 0
          order by created_at desc, id desc limit 1`,
        [line, about],
      );
      return row;
    },
    judgeRequest(request, before) {
      const what = `to ${request.operation} ${request.about}`;
      const { decided } = request;
      if (decided === undefined) violations.push(`I3: nobody decided ${what}`);
      else if (new Date(decided.deadline) <= clock.now()) {
        violations.push(`asked ${what} when it made no sense any more`);
      }
      const earlier = before.filter((one) => isSame(one, request));
      const forbidding = earlier.find((one) =>
        request.operation === 'reject'
          ? !mayRepeat(one, clock.elapsedMs)
          : one.outcome?.is !== 'not-done',
      );
      if (forbidding) {
        const law = request.operation === 'reject' ? 'I4' : 'I5';
        violations.push(`${law}: asked again ${what} after ${sayEnd(forbidding)}`);
      }
    },
  };
}

const isOfPolicy = (about: string) => policyTexts.some((text) => about.endsWith(`: ${text}`));
const callerIn = (about: string) => about.slice(0, about.indexOf(': '));
const mayBeSent = ({ outcome }: CarrierRequest) =>
  outcome?.is !== 'not-done' && outcome?.is !== 'refused';

function isSame(one: CarrierRequest, other: CarrierRequest): boolean {
  if (one.operation !== other.operation || one.line !== other.line) return false;
  if (one.about !== other.about) return false;
  // A call has each text once. A rejection may be requested again after a refusal.
  if (one.operation === 'text') return one.decided?.callId === other.decided?.callId;
  return one.decided?.id === other.decided?.id;
}

/** Nobody can know what came of it, or it came to nothing. */
function mayRepeat({ outcome, process, sentAtMs }: CarrierRequest, nowMs: number): boolean {
  if (outcome?.is === 'unknown' || outcome?.is === 'not-done') return true;
  if (process.traps.state === 'dead') return true;
  // It was stopped for longer than work may be its own, so that it may as well be dead.
  return process.traps.harmed && nowMs - sentAtMs > timing.attemptTimeoutMs;
}

function sayEnd({ outcome }: CarrierRequest): string {
  return outcome ? `it was answered: ${outcome.is}` : 'a request that was still under way';
}
