import { isJsonObject, type JsonObject, textIn } from '../kit/json.ts';

/** The body of a webhook as one flat object. Its wrappers are removed and the spelling of its names is made uniform. */
export interface Event {
  readonly name: string;
  /** Keyed by names in lower case without punctuation: `call_id`, `callId` and `CallID` are all `callid`. */
  readonly fields: JsonObject;
}

const wrappers = ['data', 'payload', 'event', 'call', 'info', 'basiccallmeta', 'messagesource'];
const maxDepth = 4;

/**
 * WUTS does not document how fields are wrapped and spelled. It seems to be built on whatsmeow, a library for WhatsApp, so the
 * names of whatsmeow are read too. Undefined if the event has no name.
 */
export function readEvent(body: JsonObject): Event | undefined {
  const layers = layersOf(body, maxDepth);
  // `type` may also be that of a message, so any other name of the event comes first.
  const name = firstText(layers, 'event', 'eventtype', 'eventname') ?? firstText(layers, 'type');
  if (name === undefined) return undefined;
  const [envelope, ...inner] = layers;
  // Inside a wrapper, `id` is the id of the call or the message; outside, it is the id of the delivery.
  const { id, ...shared } = envelope ?? {};
  // If two layers have a field of the same name, the inner one counts.
  const fields =
    inner.length > 0 ? Object.assign({ deliveryid: id }, shared, ...inner) : { ...envelope };
  return { name: name.toLowerCase(), fields };
}

/** The body and the objects in its wrappers, the outermost first. */
function layersOf(object: JsonObject, depth: number): JsonObject[] {
  const layer = withPlainNames(object);
  if (depth === 0) return [layer];
  const inner = wrappers.map((name) => layer[name]).filter(isJsonObject);
  return [layer, ...inner.flatMap((each) => layersOf(each, depth - 1))];
}

export function withPlainNames(object: JsonObject): JsonObject {
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.map(([name, value]) => [name.toLowerCase().replace(/[^a-z0-9]/g, ''), value]),
  );
}

function firstText(layers: readonly JsonObject[], ...names: string[]): string | undefined {
  for (const layer of layers) {
    const text = textIn(layer, ...names);
    if (text !== undefined) return text;
  }
  return undefined;
}
