import { isJsonObject, type JsonObject, objectsIn, textIn } from '../kit/json.ts';
import type { AgentPresence } from '../provider.ts';

/**
 * The agent's presence, from the states of the agent's devices in a notification or an answer. An agent who is ready at one
 * device is ONLINE, and one whose state at a device is unknown is not OFFLINE. Undefined if no device has a state.
 */
export function readPresence(answer: JsonObject): AgentPresence | undefined {
  const single = isJsonObject(answer.device) ? [answer.device] : [];
  const presences = [...objectsIn(answer, 'devices'), ...single].map(presenceAt);
  const order: readonly AgentPresence[] = ['ONLINE', 'BUSY', 'UNKNOWN', 'OFFLINE'];
  return order.find((presence) => presences.includes(presence));
}

/** The numbers of the agent's devices. */
export function readOwnNumbers(answer: JsonObject): readonly string[] {
  return objectsIn(answer, 'devices')
    .map((device) => textIn(device, 'phoneNumber'))
    .filter((number) => number !== undefined);
}

function presenceAt(device: JsonObject): AgentPresence | undefined {
  const userState = isJsonObject(device.userState) ? device.userState : {};
  const state = textIn(userState, 'state', 'displayName');
  switch (state?.replaceAll(/[\s_-]/g, '').toLowerCase()) {
    case undefined:
      return undefined;
    // Genesys does not say what this state means, so it is no sign that the agent is signed out.
    case 'unknown':
      return 'UNKNOWN';
    case 'loggedout':
    case 'offline':
      return 'OFFLINE';
    case 'ready':
    case 'available':
      return isUndisturbed(device) ? 'ONLINE' : 'BUSY';
    default:
      // The agent is signed in but takes no calls: not ready, after-call work, on a break, or a state that the site defined.
      return 'BUSY';
  }
}

/** The examples of Genesys show the word `Off`. A boolean is read too, in case a site sends one. */
function isUndisturbed(device: JsonObject): boolean {
  return device.doNotDisturb !== true && textIn(device, 'doNotDisturb')?.toLowerCase() !== 'on';
}
