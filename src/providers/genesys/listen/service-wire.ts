import type { Problem } from '../../../call/problem.ts';
import { isJsonObject, type JsonObject, objectsIn, textIn } from '../../kit/json.ts';

/** Whether calls can be carried and told, as far as a notification about their servers says it. */
export type VoiceService =
  | { readonly is: 'there' }
  | { readonly is: 'not-there'; readonly problem: Problem };

/**
 * What the notifications about services look like is inferred from the resource that they are about: each has a `type`, such as
 * `Voice`, and a `state`. Undefined: it says nothing about the voice service.
 */
export function readVoiceService(told: JsonObject): VoiceService | undefined {
  const one = isJsonObject(told.service) ? [told.service] : [];
  const states = [...objectsIn(told, 'services'), ...one, told].flatMap(voiceStateIn);
  const wrong = states.find((state) => !works.has(state));
  if (wrong === undefined) return states.length > 0 ? { is: 'there' } : undefined;
  const what = `The voice service of Genesys is not there (${wrong}): its calls may not be told.`;
  return { is: 'not-there', problem: { kind: 'UNAVAILABLE', message: what } };
}

const works = new Set(['active', 'available', 'up', 'on', 'online', 'running', 'inservice', 'ok']);

/** A word, and nothing else that could stand in a message. */
function voiceStateIn(service: JsonObject): string[] {
  const type = textIn(service, 'type', 'serviceType', 'serviceName', 'name')?.toLowerCase();
  if (type !== 'voice') return [];
  const state = textIn(service, 'state', 'status', 'serviceState')?.replaceAll(/[\s_-]/g, '');
  return state !== undefined && /^[a-z]{1,32}$/i.test(state) ? [state.toLowerCase()] : [];
}
