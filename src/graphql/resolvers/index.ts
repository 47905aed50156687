import { dateTime } from '../date-time.ts';
import type { Resolvers } from '../types.generated.ts';
import { Call } from './Call.ts';
import { Caller } from './Caller.ts';
import { Line } from './Line.ts';
import { createApiKey } from './Mutation/createApiKey.ts';
import { registerLine } from './Mutation/registerLine.ts';
import { rejectCall } from './Mutation/rejectCall.ts';
import { revokeApiKey } from './Mutation/revokeApiKey.ts';
import { updateLine } from './Mutation/updateLine.ts';
import { call } from './Query/call.ts';
import { callEventLog } from './Query/callEventLog.ts';
import { caller } from './Query/caller.ts';
import { calls } from './Query/calls.ts';
import { line } from './Query/line.ts';
import { lines } from './Query/lines.ts';
import { viewer } from './Query/viewer.ts';
import { Rejection } from './Rejection.ts';
import { callEvents } from './Subscription/callEvents.ts';
import { Viewer } from './Viewer.ts';

export const resolvers: Resolvers = {
  DateTime: dateTime,
  Query: { call, callEventLog, caller, calls, line, lines, viewer },
  Mutation: { createApiKey, registerLine, rejectCall, revokeApiKey, updateLine },
  Subscription: { callEvents },
  Call,
  Caller,
  Line,
  Rejection,
  Viewer,
};
