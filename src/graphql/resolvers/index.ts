import type { Resolvers } from '../types.generated.ts';
import { blockCaller } from './Mutation/blockCaller.ts';
import { createCallsApiKey } from './Mutation/createCallsApiKey.ts';
import { eraseCaller } from './Mutation/eraseCaller.ts';
import { registerPhoneLine } from './Mutation/registerPhoneLine.ts';
import { rejectCall } from './Mutation/rejectCall.ts';
import { removePhoneLine } from './Mutation/removePhoneLine.ts';
import { reportCallRecordingBridge } from './Mutation/reportCallRecordingBridge.ts';
import { revokeCallsApiKey } from './Mutation/revokeCallsApiKey.ts';
import { setCallsRetention } from './Mutation/setCallsRetention.ts';
import { setPhoneLineKillSwitch } from './Mutation/setPhoneLineKillSwitch.ts';
import { setPhoneLinePolicies } from './Mutation/setPhoneLinePolicies.ts';
import { setPhoneLinePresence } from './Mutation/setPhoneLinePresence.ts';
import { tagCaller } from './Mutation/tagCaller.ts';
import { createCallsTenant } from './Mutation/tenant/createCallsTenant.ts';
import { eraseCallsTenant } from './Mutation/tenant/eraseCallsTenant.ts';
import { suspendCallsTenant } from './Mutation/tenant/suspendCallsTenant.ts';
import { unblockCaller } from './Mutation/unblockCaller.ts';
import { updatePhoneLine } from './Mutation/updatePhoneLine.ts';
import { dateTime } from './mapping/date-time.ts';
import { call } from './Query/call.ts';
import { callAttrition } from './Query/callAttrition.ts';
import { callEventHead } from './Query/callEventHead.ts';
import { callEventLog } from './Query/callEventLog.ts';
import { caller } from './Query/caller.ts';
import { callerByPhone } from './Query/callerByPhone.ts';
import { blockedCallers } from './Query/callers/blockedCallers.ts';
import { taggedCallers } from './Query/callers/taggedCallers.ts';
import { calls } from './Query/calls.ts';
import { callsApiKeys } from './Query/callsApiKeys.ts';
import { callsAuditLog } from './Query/callsAuditLog.ts';
import { callsRetention } from './Query/callsRetention.ts';
import { callsViewer } from './Query/callsViewer.ts';
import { phoneLine } from './Query/phoneLine.ts';
import { phoneLines } from './Query/phoneLines.ts';
import { probeRingDecision } from './Query/probeRingDecision.ts';
import { callEvents } from './Subscription/callEvents.ts';
import { CallsApiKey } from './types/access/CallsApiKey.ts';
import { CallsAuditEntry } from './types/access/CallsAuditEntry.ts';
import { CallsViewer } from './types/access/CallsViewer.ts';
import { Call } from './types/Call.ts';
import { CallAttritionGroup } from './types/CallAttritionGroup.ts';
import { CallEvent } from './types/CallEvent.ts';
import { Caller } from './types/Caller.ts';
import { CallRejection } from './types/CallRejection.ts';
import { CallSnapshot } from './types/CallSnapshot.ts';
import { PhoneLine } from './types/PhoneLine.ts';
import { PhoneLineBypassPolicy } from './types/PhoneLineBypassPolicy.ts';
import { PhoneLinePerimeter } from './types/PhoneLinePerimeter.ts';
import { PhoneLinePolicy } from './types/PhoneLinePolicy.ts';
import { RingDecision } from './types/RingDecision.ts';
import { RingDecisionCause } from './types/RingDecisionCause.ts';
import { RingDecisionHeld } from './types/RingDecisionHeld.ts';
import { RingDecisionOutcome } from './types/RingDecisionOutcome.ts';
import { RingDecisionSignature } from './types/RingDecisionSignature.ts';
import { CallFollowUp } from './types/rejection/CallFollowUp.ts';

export const resolvers: Resolvers = {
  DateTime: dateTime,
  Query: {
    blockedCallers,
    taggedCallers,
    callAttrition,
    call,
    callEventHead,
    callEventLog,
    caller,
    callerByPhone,
    calls,
    phoneLine,
    phoneLines,
    probeRingDecision,
    callsApiKeys,
    callsAuditLog,
    callsRetention,
    callsViewer,
  },
  Mutation: {
    blockCaller,
    createCallsApiKey,
    createCallsTenant,
    suspendCallsTenant,
    eraseCallsTenant,
    eraseCaller,
    setCallsRetention,
    registerPhoneLine,
    removePhoneLine,
    rejectCall,
    reportCallRecordingBridge,
    revokeCallsApiKey,
    setPhoneLineKillSwitch,
    setPhoneLinePolicies,
    setPhoneLinePresence,
    tagCaller,
    unblockCaller,
    updatePhoneLine,
  },
  Subscription: { callEvents },
  CallAttritionGroup,
  Call,
  CallEvent,
  CallSnapshot,
  Caller,
  RingDecision,
  RingDecisionCause,
  RingDecisionHeld,
  RingDecisionOutcome,
  RingDecisionSignature,
  PhoneLine,
  PhoneLineBypassPolicy,
  PhoneLinePerimeter,
  PhoneLinePolicy,
  CallFollowUp,
  CallRejection,
  CallsApiKey,
  CallsAuditEntry,
  CallsViewer,
};
