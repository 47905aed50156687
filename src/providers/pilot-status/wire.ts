import type { CallDirection, CallerSeen } from '../../call/call.ts';
import { phoneAddress } from '../../call/caller-address.ts';
import type { ProblemKind } from '../../call/problem.ts';
import type { RejectOutcome, SendOutcome } from '../../call/rejection.ts';
import type { SignalKind } from '../../call/signal.ts';
import { textIn } from '../json.ts';
import type { Standing } from '../provider.ts';
import type { HttpAnswer } from '../provider-http.ts';
import {
  alreadyOver,
  type Failure,
  failureOf,
  notDone,
  type Reply,
  readReply,
  refused,
  unanswered,
  unknown,
} from '../reply.ts';

const name = 'Pilot Status';
const credentials = 'apiKey or apiKeyId';

export function rejectOutcomeOf(answer: HttpAnswer): RejectOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (reply.status === 200) return grantedRejectOutcome(reply);
  const explained = explainedOutcome(reply);
  if (explained) return explained;
  // What a call that is over gets is not documented.
  if (reply.said && [404, 409, 410].includes(reply.status)) {
    return alreadyOver(reply, true);
  }
  if (reply.said && reply.status === 400) {
    return refused(reply, 'BAD_REQUEST', 'finds the request wrong, or the call no longer ringing');
  }
  if (reply.status === 503) {
    return notDone(reply, 'UNAVAILABLE', 'is not available now');
  }
  return failureOf(reply, credentials);
}

function grantedRejectOutcome(reply: Reply): RejectOutcome {
  if (reply.said?.success === false) return deniedOutcome(reply);
  switch (reply.said?.status) {
    case 'REJECTED':
      return { is: 'done', certainty: 'CONFIRMED' };
    case 'ACCEPTED':
    case 'CONNECTED':
    case 'COMPLETED':
    case 'FAILED':
    case 'MISSED':
      return { ...alreadyOver(reply, false), told: standingOf(reply.said.status) };
    default:
      if (reply.said?.success === true) return { is: 'done', certainty: 'ACCEPTED' };
      return unknown(reply, 'gave an answer that is not understood');
  }
}

/** What they keep of a call. */
export function standingIn(answer: HttpAnswer): Standing {
  if (answer.is !== 'answered' || answer.status !== 200) return { is: 'not-told' };
  const { said } = readReply(name, answer);
  const kind = said && standingOf(textIn(said, 'status'));
  return kind ? { is: 'told', kind } : { is: 'not-told' };
}

function standingOf(status: string | undefined): SignalKind | undefined {
  switch (status) {
    case 'RINGING':
      return { is: 'ringing' };
    case 'ACCEPTED':
    case 'CONNECTED':
      return { is: 'answered' };
    case 'COMPLETED':
    case 'REJECTED':
    case 'FAILED':
    case 'MISSED':
      return endOf(status);
    default:
      return undefined;
  }
}

export function sendOutcomeOf(answer: HttpAnswer): SendOutcome {
  if (answer.is !== 'answered') return unanswered(name, answer);
  const reply = readReply(name, answer);
  if (reply.status < 200 || reply.status > 299) {
    return explainedOutcome(reply) ?? failureOf(reply, credentials);
  }
  const { said } = reply;
  if (said?.success === false || said?.status === 'FAILED') return deniedOutcome(reply);
  if (said && textIn(said, 'id')) return { is: 'sent' };
  return unknown(reply, 'gave an answer that is not understood');
}

function deniedOutcome(reply: Reply): Failure {
  return explainedOutcome(reply) ?? refused(reply, 'BAD_REQUEST', 'finds the request wrong');
}

/** By their code, where it is a documented one. */
function explainedOutcome(reply: Reply): Failure | undefined {
  const code = reply.said && textIn(reply.said, 'code');
  const explained = (kind: ProblemKind, what: string) => refused(reply, kind, `${what} (${code})`);
  switch (code) {
    case 'TENANT_SCOPE_NOT_ALLOWED':
      return explained('NOT_ALLOWED', 'needs a key of the number, and this one is of the tenant');
    case 'FEATURE_NOT_SUPPORTED':
      return explained('NOT_SUPPORTED', 'cannot do this on numbers of this kind');
    case 'WHATSAPP_INSTANCE_NOT_CONNECTED':
      return explained('NOT_CONNECTED', 'has lost the connection of this number');
    case 'META_OUTSIDE_24H_WINDOW':
      return explained('NOT_ALLOWED', 'may text only who wrote in the last 24 hours');
    default:
      return undefined;
  }
}

export function signalKindOf(event: string, status: string | undefined): SignalKind {
  switch (event) {
    case 'call.ringing':
      return { is: 'ringing' };
    case 'call.connected':
      return { is: 'answered' };
    case 'call.missed':
      return { is: 'missed', because: 'UNKNOWN' };
    case 'call.ended':
      return endOf(status);
    default:
      return { is: 'noted', what: event };
  }
}

function endOf(status: string | undefined): SignalKind {
  switch (status) {
    case 'COMPLETED':
      return { is: 'ended', because: 'COMPLETED' };
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

/** Their own words, and those of the Meta envelopes that they pass on. */
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
