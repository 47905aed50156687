import { isJsonObject, type JsonObject, textIn } from '../kit/json.ts';

/** A webhook's body, read as one flat object whatever the wrapping and the spelling of its names. */
export interface Event {
  readonly name: string;
  /** By names in lower case without punctuation: `call_id`, `callId` and `CallID` are all `callid`. */
  readonly fields: JsonObject;
}

const wrappers = ['data', 'payload', 'event', 'call', 'info', 'basiccallmeta', 'messagesource'];
const deepest = 4;

/** How the fields are wrapped and spelled is not documented; beneath WUTS seems to be whatsmeow, whose names these are too. */
export function readEvent(body: JsonObject): Event | undefined {
  const layers = layersOf(body, deepest);
  const name = firstText(layers, 'event', 'eventtype', 'eventname') ?? firstText(layers, 'type');
  if (name === undefined) return undefined;
  const [envelope, ...inner] = layers;
  // Inside a wrapper `id` is of the call or the message, and outside of the delivery.
  const { id, ...shared } = envelope ?? {};
  const fields =
    inner.length > 0 ? Object.assign({ deliveryid: id }, shared, ...inner) : { ...envelope };
  return { name: name.toLowerCase(), fields };
}

/** Outermost first. */
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
