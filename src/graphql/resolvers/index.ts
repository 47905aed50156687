import { json } from '../json.ts';
import type { Resolvers } from '../types.generated.ts';
import { blockCaller } from './Mutation/blockCaller.ts';
import { createApiKey } from './Mutation/createCallsApiKey.ts';
import { registerLine } from './Mutation/registerPhoneLine.ts';
import { rejectCall } from './Mutation/rejectCall.ts';
import { reportRecordingBridge } from './Mutation/reportCallRecordingBridge.ts';
import { revokeApiKey } from './Mutation/revokeCallsApiKey.ts';
import { setKillSwitch } from './Mutation/setPhoneLineKillSwitch.ts';
import { setLinePolicies } from './Mutation/setPhoneLinePolicies.ts';
import { setPresence } from './Mutation/setPhoneLinePresence.ts';
import { tagCaller } from './Mutation/tagCaller.ts';
import { unblockCaller } from './Mutation/unblockCaller.ts';
import { updateLine } from './Mutation/updatePhoneLine.ts';
import { dateTime } from './mapping/date-time.ts';
import { attrition } from './Query/callAttrition.ts';
import { call } from './Query/call.ts';
import { callEventHead } from './Query/callEventHead.ts';
import { callEventLog } from './Query/callEventLog.ts';
import { caller } from './Query/caller.ts';
import { calls } from './Query/calls.ts';
import { line } from './Query/phoneLine.ts';
import { lines } from './Query/phoneLines.ts';
import { probeDecision } from './Query/probeRingDecision.ts';
import { viewer } from './Query/callsViewer.ts';
import { callEvents } from './Subscription/callEvents.ts';
import { AttritionGroup } from './types/CallAttritionGroup.ts';
import { Call } from './types/Call.ts';
import { CallEvent } from './types/CallEvent.ts';
import { Caller } from './types/Caller.ts';
import { CallSnapshot } from './types/CallSnapshot.ts';
import { Decision } from './types/RingDecision.ts';
import { DecisionCause } from './types/RingDecisionCause.ts';
import { DecisionHeld } from './types/RingDecisionHeld.ts';
import { DecisionOutcome } from './types/RingDecisionOutcome.ts';
import { DecisionSignature } from './types/RingDecisionSignature.ts';
import { Line } from './types/PhoneLine.ts';
import { LinePerimeter } from './types/PhoneLinePerimeter.ts';
import { LinePolicy } from './types/PhoneLinePolicy.ts';
import { Rejection } from './types/CallRejection.ts';
import { Viewer } from './types/CallsViewer.ts';

export const resolvers: Resolvers = {
  DateTime: dateTime,
  JSON: json,
  Query: {
    attrition,
    call,
    callEventHead,
    callEventLog,
    caller,
    calls,
    line,
    lines,
    probeDecision,
    viewer,
  },
  Mutation: {
    blockCaller,
    createApiKey,
    registerLine,
    rejectCall,
    reportRecordingBridge,
    revokeApiKey,
    setKillSwitch,
    setLinePolicies,
    setPresence,
    tagCaller,
    unblockCaller,
    updateLine,
  },
  Subscription: { callEvents },
  AttritionGroup,
  Call,
  CallEvent,
  CallSnapshot,
  Caller,
  Decision,
  DecisionCause,
  DecisionHeld,
  DecisionOutcome,
  DecisionSignature,
  Line,
  LinePerimeter,
  LinePolicy,
  Rejection,
  Viewer,
};
