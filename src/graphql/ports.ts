import type { Calls } from '../calls/calls.ts';
import type { Keys, Lines } from '../calls/lines.ts';
import type { PerimeterControl } from '../calls/perimeter-control.ts';
import type { Reports } from '../calls/reports.ts';

/** The use cases that this door opens. */
export interface Ports {
  readonly calls: Calls;
  readonly lines: Lines;
  readonly keys: Keys;
  readonly reports: Reports;
  readonly perimeter: PerimeterControl;
}
