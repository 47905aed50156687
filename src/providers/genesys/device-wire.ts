import { isJsonObject, type JsonObject, objectsIn, textIn } from '../kit/json.ts';
import type { AgentPresence } from '../provider.ts';

/** What an agent is doing, from the states of their devices: who is ready at one of them is ready. */
export function readPresence(told: JsonObject): AgentPresence | undefined {
  const one = isJsonObject(told.device) ? [told.device] : [];
  const each = [...objectsIn(told, 'devices'), ...one].map(presenceAt);
  const order: readonly AgentPresence[] = ['ONLINE', 'BUSY', 'OFFLINE'];
  return order.find((presence) => each.includes(presence));
}

function presenceAt(device: JsonObject): AgentPresence | undefined {
  const userState = isJsonObject(device.userState) ? device.userState : {};
  const state = textIn(userState, 'state', 'displayName');
  switch (state?.replaceAll(/[\s_-]/g, '').toLowerCase()) {
    case undefined:
      return undefined;
    case 'loggedout':
    case 'offline':
    case 'unknown':
      return 'OFFLINE';
    case 'ready':
    case 'available':
      return isUndisturbed(device) ? 'ONLINE' : 'BUSY';
    default:
      // Not ready, after a call, on a break: there, and not taking calls. Sites add words of their own.
      return 'BUSY';
  }
}

function isUndisturbed(device: JsonObject): boolean {
  return device.doNotDisturb !== true && textIn(device, 'doNotDisturb')?.toLowerCase() !== 'on';
}
