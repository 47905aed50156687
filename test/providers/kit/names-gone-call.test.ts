import { describe, expect, it } from 'vitest';
import { namesGoneCall } from '../../../src/providers/kit/names-gone-call.ts';

const id = 'wacid.A/B+C==';

describe('an answer says that the call is gone', () => {
  it.each([
    'Call not found',
    'CALL_NOT_FOUND',
    'CallNotFound',
    'call id not found',
    'Not Found - Call Does Not Exist',
    'No such call in this session',
    'Unknown call',
    'Error: no active call',
    'Could not find call with id 12',
    'The call you requested could not be found',
    "Call doesn't exist",
    `Call ${id} not found`,
    `Call "${id}" is over`,
    `${id} does not exist`,
    'The call has already ended.',
    'CALL_ALREADY_TERMINATED',
    'Call already answered',
    'Call is not ringing',
    'call is not incoming ring',
    'The call is no longer active',
    'Chamada não encontrada',
    'chamada já encerrada',
    'A ligação já foi atendida',
    `Call ${id} is not active`,
    `${id} is not available`,
    'Failed to reject: Call not found',
    'Cannot reject call: call not found',
    'Bad Request. Call not found',
    'INVALID_REQUEST. Call has already ended',
    'Chamada não encontrada nesta sessão',
  ])('in %j', (words) => {
    expect(namesGoneCall(words, id)).toBe(true);
  });

  it.each([
    '',
    'Not Found',
    'Bad Request',
    'Validation error',
    'Invalid from',
    'Invalid callId',
    'callId is required',
    'No call id provided',
    'Session Does Not Exist',
    'Number not found',
    'Cannot POST /v2/calls/reject',
    `Route POST:/v1/calls/${id}/reject not found`,
    'The requested URL /v1/calls/x/reject was not found on this server.',
    'No route was found matching the URL and request method.',
    'API call not found',
    'API call limit reached',
    'call limit not found',
    'call over limit',
    'unknown call type',
    'Calls are not enabled for this number',
    'Call could not be rejected',
    'rejectCall is not available for this engine',
    'reject call not found',
    'Call is not available for this number',
    'Call is not active',
    'callId not found in request',
    'call not found in the body',
    `Call ${id} not found in request`,
    'No such call endpoint',
    'No such call operation',
    'No active call subscription',
    'call not available: session is starting',
    'Session not found; call not found',
    'The access token for this call expired',
    'The plan of this call expired',
    'Remote procedure call terminated',
    'RPC call ended',
    'system call terminated',
    'Tool call not found',
    'Webhook call not found',
    'Number of the call not found',
    'phone number for call not found',
    'The call ended with error: upstream timeout',
    'call terminated unexpectedly',
  ])('but not in %j', (words) => {
    expect(namesGoneCall(words, id)).toBe(false);
  });

  it('in a text of any length without taking long over it', () => {
    for (const part of ['call ', 'call is was has ', '/calls/', '(', 'no such ', 'x']) {
      expect(namesGoneCall(part.repeat(2000 / part.length), id)).toBe(false);
    }
  });
});
