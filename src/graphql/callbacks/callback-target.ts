import { RequestError } from '../../access/errors.ts';

/** Where a router wants the events of one subscription to be sent. */
export interface CallbackTarget {
  readonly url: string;
  /** The router's id of the subscription. */
  readonly id: string;
  /** Proves to the router that a message comes from the service that it asked. */
  readonly verifier: string;
  /** The router drops the subscription if no `check` comes within this time. With 0 it expects none. */
  readonly heartbeatMs: number;
}

export interface HeartbeatBounds {
  readonly minMs: number;
  readonly maxMs: number;
}

/**
 * Reads `extensions.subscription`, in which a router asks for HTTP callbacks. Returns null if the request has neither that nor
 * `callbackSpec` in `accept`. Throws a RequestError for another version, or if the extension is missing or wrong.
 */
export function readCallbackTarget(
  accept: string | undefined,
  body: unknown,
  bounds: HeartbeatBounds,
): CallbackTarget | null {
  // Such as `application/json;callbackSpec=1.0`.
  const [, version] = /;\s*callbackspec\s*=\s*"?([^\s;,"]+)/i.exec(accept ?? '') ?? [];
  const { subscription } = fieldsOf(fieldsOf(body).extensions);
  if (version === undefined && subscription === undefined) return null;
  if (version !== undefined && version !== '1.0') {
    throw bad(`This service speaks callbackSpec=1.0, and not ${version.slice(0, 20)}.`);
  }
  const { callbackUrl, subscriptionId, verifier, heartbeatIntervalMs = 0 } = fieldsOf(subscription);
  return {
    url: text('callbackUrl', callbackUrl, 2000),
    id: text('subscriptionId', subscriptionId, 200),
    verifier: text('verifier', verifier, 1000),
    heartbeatMs: interval(heartbeatIntervalMs, bounds),
  };
}

function text(name: string, value: unknown, maxLength: number): string {
  if (typeof value === 'string' && value !== '' && value.length <= maxLength) return value;
  throw bad(`\`extensions.subscription.${name}\` must be a text of 1 to ${maxLength} characters.`);
}

function interval(value: unknown, { minMs, maxMs }: HeartbeatBounds): number {
  if (value === 0) return 0;
  if (Number.isInteger(value) && Number(value) >= minMs && Number(value) <= maxMs) {
    return Number(value);
  }
  throw bad(
    `\`extensions.subscription.heartbeatIntervalMs\` must be 0 or a whole number from ${minMs} to ${maxMs}.`,
  );
}

/** No fields if the value is not an object. */
function fieldsOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? { ...value } : {};
}

function bad(message: string): RequestError {
  return new RequestError('BAD_USER_INPUT', message);
}
