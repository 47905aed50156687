import { json } from '../json.ts';
import type { Resolvers } from '../types.generated.ts';
import { blockCaller } from './Mutation/blockCaller.ts';
import { createApiKey } from './Mutation/createApiKey.ts';
import { registerLine } from './Mutation/registerLine.ts';
import { rejectCall } from './Mutation/rejectCall.ts';
import { reportRecordingBridge } from './Mutation/reportRecordingBridge.ts';
import { revokeApiKey } from './Mutation/revokeApiKey.ts';
import { setKillSwitch } from './Mutation/setKillSwitch.ts';
import { setLinePolicies } from './Mutation/setLinePolicies.ts';
import { setPresence } from './Mutation/setPresence.ts';
import { tagCaller } from './Mutation/tagCaller.ts';
import { unblockCaller } from './Mutation/unblockCaller.ts';
import { updateLine } from './Mutation/updateLine.ts';
import { dateTime } from './mapping/date-time.ts';
import { attrition } from './Query/attrition.ts';
import { call } from './Query/call.ts';
import { callEventHead } from './Query/callEventHead.ts';
import { callEventLog } from './Query/callEventLog.ts';
import { caller } from './Query/caller.ts';
import { calls } from './Query/calls.ts';
import { line } from './Query/line.ts';
import { lines } from './Query/lines.ts';
import { probeDecision } from './Query/probeDecision.ts';
import { viewer } from './Query/viewer.ts';
import { callEvents } from './Subscription/callEvents.ts';
import { AttritionGroup } from './types/AttritionGroup.ts';
import { Call } from './types/Call.ts';
import { CallEvent } from './types/CallEvent.ts';
import { Caller } from './types/Caller.ts';
import { CallSnapshot } from './types/CallSnapshot.ts';
import { Decision } from './types/Decision.ts';
import { DecisionCause } from './types/DecisionCause.ts';
import { DecisionHeld } from './types/DecisionHeld.ts';
import { DecisionOutcome } from './types/DecisionOutcome.ts';
import { DecisionSignature } from './types/DecisionSignature.ts';
import { Line } from './types/Line.ts';
import { LinePerimeter } from './types/LinePerimeter.ts';
import { LinePolicy } from './types/LinePolicy.ts';
import { Rejection } from './types/Rejection.ts';
import { Viewer } from './types/Viewer.ts';

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
