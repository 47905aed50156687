import type { Problem } from '../../../call/problem.ts';
import { isJsonObject, type JsonObject, objectsIn, textIn } from '../../kit/json.ts';

/** Whether the voice service, which carries calls and reports them, is available. */
export type VoiceService =
  | { readonly is: 'there' }
  | { readonly is: 'not-there'; readonly problem: Problem };

/**
 * The shape of notifications about services is inferred from the documented resource: each service has a `type`, such as `Voice`,
 * and a `state`. Returns undefined if the notification does not tell a state of the voice service.
 */
export function readVoiceService(notification: JsonObject): VoiceService | undefined {
  const single = isJsonObject(notification.service) ? [notification.service] : [];
  // The notification may also be the service itself.
  const services = [...objectsIn(notification, 'services'), ...single, notification];
  const states = services.flatMap(voiceStateIn);
  const broken = states.find((state) => !workingStates.has(state));
  if (broken === undefined) return states.length > 0 ? { is: 'there' } : undefined;
  const message = `The voice service of Genesys is not available (${broken}): it may not report calls.`;
  return { is: 'not-there', problem: { kind: 'UNAVAILABLE', message } };
}

const workingStates = new Set([
  'active',
  'available',
  'up',
  'on',
  'online',
  'running',
  'inservice',
  'ok',
]);

/** The state of the service if it is the voice service. Accepts only a plain word, because the state is quoted in a message. */
function voiceStateIn(service: JsonObject): string[] {
  const type = textIn(service, 'type', 'serviceType', 'serviceName', 'name')?.toLowerCase();
  if (type !== 'voice') return [];
  const state = textIn(service, 'state', 'status', 'serviceState')?.replaceAll(/[\s_-]/g, '');
  return state !== undefined && /^[a-z]{1,32}$/i.test(state) ? [state.toLowerCase()] : [];
}
