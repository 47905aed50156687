import type { Problem } from '../../../call/problem.ts';
import { isJsonObject, type JsonObject, objectsIn, textIn } from '../../kit/json.ts';

/** Whether the voice service, which carries calls and reports them, is available. */
export type VoiceService =
  | { readonly is: 'there' }
  | { readonly is: 'not-there'; readonly problem: Problem };

/**
 * The shape of notifications about services is inferred from the documented resource: each service has a `type`, such as `Voice`,
 * and a `state`. Returns undefined if the notification does not mention the voice service.
 */
export function readVoiceService(told: JsonObject): VoiceService | undefined {
  const one = isJsonObject(told.service) ? [told.service] : [];
  const states = [...objectsIn(told, 'services'), ...one, told].flatMap(voiceStateIn);
  const wrong = states.find((state) => !workingStates.has(state));
  if (wrong === undefined) return states.length > 0 ? { is: 'there' } : undefined;
  const what = `The voice service of Genesys is not available (${wrong}): it may not report calls.`;
  return { is: 'not-there', problem: { kind: 'UNAVAILABLE', message: what } };
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

/** Accepts only a plain word, because the state is quoted in a message. */
function voiceStateIn(service: JsonObject): string[] {
  const type = textIn(service, 'type', 'serviceType', 'serviceName', 'name')?.toLowerCase();
  if (type !== 'voice') return [];
  const state = textIn(service, 'state', 'status', 'serviceState')?.replaceAll(/[\s_-]/g, '');
  return state !== undefined && /^[a-z]{1,32}$/i.test(state) ? [state.toLowerCase()] : [];
}
