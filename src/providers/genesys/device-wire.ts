import { isJsonObject, type JsonObject, objectsIn, textIn } from '../kit/json.ts';
import type { AgentPresence } from '../provider.ts';

/** The agent's presence, from the states of the agent's devices. An agent who is ready at one device is ONLINE. */
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
      // The agent is signed in but takes no calls: not ready, after-call work, on a break, or a state that the site defined.
      return 'BUSY';
  }
}

function isUndisturbed(device: JsonObject): boolean {
  return device.doNotDisturb !== true && textIn(device, 'doNotDisturb')?.toLowerCase() !== 'on';
}
