import type { Reports } from '../use-cases/attrition-reports.ts';
import type { Calls } from '../use-cases/calls.ts';
import type { Keys, Lines } from '../use-cases/lines.ts';
import type { PerimeterControl } from '../use-cases/perimeter-control.ts';

/** The use cases behind the GraphQL API. */
export interface Ports {
  readonly calls: Calls;
  readonly lines: Lines;
  readonly keys: Keys;
  readonly reports: Reports;
  readonly perimeter: PerimeterControl;
}
