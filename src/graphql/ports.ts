import type { Calls } from '../calls/calls.ts';
import type { Keys, Lines } from '../calls/lines.ts';

/** The use cases that this door opens. */
export interface Ports {
  readonly calls: Calls;
  readonly lines: Lines;
  readonly keys: Keys;
}
