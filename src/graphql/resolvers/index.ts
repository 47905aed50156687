import { dateTime } from '../date-time.ts';
import { json } from '../json.ts';
import type { Resolvers } from '../types.generated.ts';
import { AttritionGroup } from './AttritionGroup.ts';
import { Call } from './Call.ts';
import { CallEvent } from './CallEvent.ts';
import { Caller } from './Caller.ts';
import { CallSnapshot } from './CallSnapshot.ts';
import { Decision } from './Decision.ts';
import { DecisionCause } from './DecisionCause.ts';
import { DecisionHeld } from './DecisionHeld.ts';
import { DecisionOutcome } from './DecisionOutcome.ts';
import { DecisionSignature } from './DecisionSignature.ts';
import { Line } from './Line.ts';
import { LinePerimeter } from './LinePerimeter.ts';
import { LinePolicy } from './LinePolicy.ts';
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
import { Rejection } from './Rejection.ts';
import { callEvents } from './Subscription/callEvents.ts';
import { Viewer } from './Viewer.ts';

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
