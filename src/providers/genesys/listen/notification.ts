import { isJsonObject, textIn } from '../../kit/json.ts';
import type { Heard } from '../../provider.ts';
import { type AgentState, readCall, readCallError } from '../call-wire.ts';
import { readPresence } from '../device-wire.ts';

export const callsChannel = '/v2/me/calls';
export const devicesChannel = '/v2/me/devices';
/** Tells whether the voice service of Genesys is available. Read by `readVoiceService`, not here. */
export const servicesChannel = '/notifications/services';

/** Reads one notification of `callsChannel` or `devicesChannel`; undefined if it is not about a call or the agent. */
export function readNotification(
  channel: string,
  data: unknown,
  agentState: AgentState,
): Heard | undefined {
  if (!isJsonObject(data)) return undefined;
  if (channel === devicesChannel) {
    const presence = readPresence(data);
    return presence && { is: 'presence', presence };
  }
  if (!isJsonObject(data.call)) return undefined;
  const about = textIn(data, 'notificationType') ?? '';
  const ownNumbers = ownNumbersIn(data);
  const signal = /error/i.test(about)
    ? readCallError(data.call, agentState, about, ownNumbers)
    : readCall(data.call, agentState, { from: 'event', ownNumbers });
  return signal && { is: 'signal', signal };
}

/** The number of the agent's device that a notification about a call names. */
export function ownNumbersIn(data: unknown): readonly string[] {
  const number = isJsonObject(data) ? textIn(data, 'phoneNumber') : undefined;
  return number === undefined ? [] : [number];
}

/** The id of the call that a notification is about; undefined if it is not about a call. */
export function callIdIn([channel, data]: readonly [channel: string, data: unknown]) {
  const call = channel === callsChannel && isJsonObject(data) ? data.call : undefined;
  return isJsonObject(call) ? textIn(call, 'id') : undefined;
}
