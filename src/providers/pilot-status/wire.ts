import type { CallDirection, CallerSeen } from '../../call/call.ts';
import { phoneAddress } from '../../call/caller-address.ts';
import type { ProviderCallId } from '../../call/ids.ts';
import type { Problem, ProblemKind } from '../../call/problem.ts';
import type { RejectOutcome, SendOutcome } from '../../call/rejection.ts';
import type { SignalKind } from '../../call/signal.ts';
import { codeIn, isJsonObject, type JsonObject, textIn } from '../kit/json.ts';
import { goneOutcomeOf } from '../kit/names-gone-call.ts';
import {
  alreadyOver,
  type Failure,
  notDone,
  type Reply,
  readReply,
  refusalOf,
  refused,
  unanswered,
  unknown,
  type WhatToCheck,
} from '../kit/reply.ts';
import { messageWords } from '../kit/spoken-words.ts';
import type { HttpAnswer } from '../outgoing/provider-http.ts';
import type { StateAtProvider } from '../provider.ts';

export const name = 'Pilot Status';
export const check: WhatToCheck = {
  credentials: 'apiKey or apiKeyId',
  request: 'baseUrl, and that the key belongs to the number that was called',
};

export function rejectOutcomeOf(answer: HttpAnswer, providerCallId: ProviderCallId): RejectOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (reply.status >= 200 && reply.status < 300) {
    return grantedRejectOutcome(reply, providerCallId);
  }
  const outcome = explainedOutcome(reply) ?? goneOutcomeOf(reply, providerCallId);
  if (outcome) return outcome;
  // A rejection is harmless to repeat, so a 503 counts as not done.
  if (reply.status === 503) return notDone(reply, 'UNAVAILABLE', 'is not available now');
  return refusalOf(reply, check);
}

/** The outcome of an answer 2xx, which may still say that the call was not rejected. */
function grantedRejectOutcome(reply: Reply, providerCallId: ProviderCallId): RejectOutcome {
  if (reply.json?.success === false) {
    return explainedOutcome(reply) ?? goneOutcomeOf(reply, providerCallId) ?? deniedOutcome(reply);
  }
  const json = unwrapped(reply.json ?? {});
  const status = textIn(json, 'status')?.toUpperCase();
  // Only the status REJECTED says that the call was rejected. `success` alone says that the request was accepted.
  switch (status) {
    case 'REJECTED':
      return { is: 'done', certainty: 'CONFIRMED', ...learnedIds(json, providerCallId) };
    case 'ACCEPTED':
    case 'CONNECTED':
    case 'COMPLETED':
    case 'FAILED':
    case 'MISSED':
      // Not inferred: the status tells that the call was answered, or how it ended.
      return { ...alreadyOver(reply, false), told: kindOf(status, json) };
    case 'INITIATED':
    case 'RINGING':
      return unknown(reply, 'said yes, and that the call rings');
    default:
      if (json.success !== true) return unknown(reply, 'gave an answer that is not understood');
      return { is: 'done', certainty: 'ACCEPTED', ...learnedIds(json, providerCallId) };
  }
}

/** The fields of an answer, which are documented at the top level, but may be under `data`, as in events, or under `call`. */
function unwrapped(json: JsonObject): JsonObject {
  const inner = [json.data, json.call].find(isJsonObject);
  return inner ? { ...json, ...inner } : json;
}

/** If the call was known only by the carrier's id, the answer has its id at Pilot Status, which later events may use alone. */
function learnedIds(json: JsonObject, known: ProviderCallId) {
  const id = textIn(json, 'id', 'callId') as ProviderCallId | undefined;
  return id === undefined || id === known ? {} : { aliases: [id] };
}

/** The state of a call as Pilot Status stores it. */
export function stateIn(answer: HttpAnswer, providerCallId: ProviderCallId): StateAtProvider {
  if (answer.is !== 'answered') return { is: 'not-told' };
  const reply = readReply(name, answer);
  const gone = goneOutcomeOf(reply, providerCallId);
  if (gone?.is === 'already-over') return { is: 'gone', problem: gone.problem };
  if (reply.status !== 200) return { is: 'not-told' };
  const json = unwrapped(reply.json ?? {});
  const kind = kindOf(textIn(json, 'status')?.toUpperCase(), json);
  return kind ? { is: 'told', kind } : { is: 'not-told' };
}

function kindOf(status: string | undefined, fields: JsonObject): SignalKind | undefined {
  switch (status) {
    case 'INITIATED':
    case 'RINGING':
      return { is: 'ringing' };
    case 'ACCEPTED':
    case 'CONNECTED':
      return { is: 'answered' };
    case 'COMPLETED':
    case 'REJECTED':
    case 'FAILED':
    case 'MISSED':
      return endOf(status, fields);
    default:
      return undefined;
  }
}

export function sendOutcomeOf(answer: HttpAnswer): SendOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (reply.status < 200 || reply.status > 299) {
    return explainedOutcome(reply) ?? refusalOf(reply, check);
  }
  const json = unwrapped(reply.json ?? {});
  if (json.success === false) return explainedOutcome(reply) ?? deniedOutcome(reply);
  if (textIn(json, 'status')?.toUpperCase() === 'FAILED') {
    const problem = { ...undeliveredProblem(json), httpStatus: reply.status };
    return explainedOutcome(reply) ?? { is: 'refused', problem };
  }
  const messageIds = messageIdsIn(json);
  if (messageIds.length > 0) return { is: 'sent', messageIds };
  return unknown(reply, 'gave an answer that is not understood');
}

function deniedOutcome(reply: Reply): Failure {
  return refused(reply, 'BAD_REQUEST', `finds the request wrong: check ${check.request}`);
}

/** The failure for a documented error code; undefined for other codes. */
export function explainedOutcome(reply: Reply): Failure | undefined {
  const code = codeOf(reply);
  const explained = (kind: ProblemKind, what: string) => refused(reply, kind, `${what} (${code})`);
  switch (code) {
    case 'TENANT_SCOPE_NOT_ALLOWED':
      return explained(
        'NOT_ALLOWED',
        'needs the key of the number, and this key is for the tenant',
      );
    case 'FEATURE_NOT_SUPPORTED':
      return explained('NOT_SUPPORTED', 'cannot do this on numbers of this kind');
    case 'WHATSAPP_INSTANCE_NOT_CONNECTED':
      return explained('NOT_CONNECTED', 'has lost the connection of this number');
    case windowCode:
      return explained('OUTSIDE_TEXT_WINDOW', outsideWindow);
    case 'MISSING_TEMPLATE_VARIABLES':
      return explained('BAD_REQUEST', "misses variables of the line's template");
    default:
      return undefined;
  }
}

const outsideWindow = 'accepts plain texts only to callers who wrote in the last 24 hours';
const windowCode = 'META_OUTSIDE_24H_WINDOW';

/** The error code in `code`; if that is missing, in `error` or `message`, where other words may surround `windowCode`. */
function codeOf({ json }: Reply): string | undefined {
  if (json === undefined) return undefined;
  const code = codeIn(json, 'code', 'errorCode', 'error_code') ?? codeIn(json, 'error', 'message');
  return code?.includes(windowCode) ? windowCode : code;
}

export function isOutsideWindow({ kind }: Problem): boolean {
  return kind === 'OUTSIDE_TEXT_WINDOW';
}

export function messageIdsIn(fields: JsonObject): string[] {
  const ids = ['id', 'messageId', 'message_id', 'correlationId'].map((key) => textIn(fields, key));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** Why a text that Pilot Status had accepted was not delivered. 131047 is Meta's own number for the closed window. */
export function undeliveredProblem(fields: JsonObject): Problem {
  const words = messageWords({ json: fields, body: '' });
  if (/META_OUTSIDE_24H_WINDOW|\b131047\b/i.test(words)) {
    return { kind: 'OUTSIDE_TEXT_WINDOW', message: `${name} ${outsideWindow} (${windowCode}).` };
  }
  const code = codeIn(fields, 'code', 'errorCode', 'error_code', 'failureReason', 'reason');
  const named = code !== undefined && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? ` (${code})` : '';
  return { kind: 'BAD_REQUEST', message: `${name} did not deliver the text${named}.` };
}

export function signalKindOf(
  event: string,
  status: string | undefined,
  fields: JsonObject,
): SignalKind {
  switch (event) {
    case 'call.ringing':
      return { is: 'ringing' };
    case 'call.connected':
      return { is: 'answered' };
    case 'call.missed':
      return { is: 'missed', because: 'UNKNOWN' };
    case 'call.ended':
      return endOf(status, fields);
    default:
      return { is: 'noted', what: event };
  }
}

function endOf(status: string | undefined, fields: JsonObject): SignalKind {
  switch (status) {
    case 'COMPLETED':
      return { is: 'ended', because: wasConnected(fields) ? 'COMPLETED' : 'UNKNOWN' };
    case 'REJECTED':
      return { is: 'rejected' };
    case 'FAILED':
      return { is: 'failed' };
    case 'MISSED':
      return { is: 'missed', because: 'UNKNOWN' };
    default:
      return { is: 'ended', because: 'UNKNOWN' };
  }
}

/** COMPLETED alone does not show that the call was answered. */
function wasConnected(fields: JsonObject): boolean {
  const duration = textIn(fields, 'duration', 'durationSeconds', 'duration_seconds') ?? '';
  return /[1-9]/.test(duration) || textIn(fields, 'connectedAt', 'connected_at') !== undefined;
}

/** Reads the words of Pilot Status and those of Meta, whose envelopes Pilot Status passes on. */
export function directionOf(word: string | undefined): CallDirection | undefined {
  switch (word?.toUpperCase()) {
    case 'INBOUND':
    case 'USER_INITIATED':
      return 'INBOUND';
    case 'OUTBOUND':
    case 'BUSINESS_INITIATED':
      return 'OUTBOUND';
    default:
      return undefined;
  }
}

export function callerOf(seen: string, displayName?: string): CallerSeen {
  const isPhone = /^\+?\d{10,15}$/.test(seen);
  return {
    atProvider: seen,
    addresses: [isPhone ? phoneAddress(seen) : `other:pilot-status:${seen}`],
    ...(displayName === undefined ? {} : { displayName }),
  };
}
