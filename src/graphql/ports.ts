import type { Reports } from '../use-cases/attrition-reports.ts';
import type { Calls } from '../use-cases/calls.ts';
import type { Lines } from '../use-cases/lines.ts';
import type { PerimeterControl } from '../use-cases/perimeter-control.ts';
import type { Audit, Keys, Privacy, Tenants } from '../use-cases/tenant-control.ts';

/** The use cases behind the GraphQL API. */
export interface Ports {
  readonly calls: Calls;
  readonly lines: Lines;
  readonly keys: Keys;
  readonly audit: Audit;
  readonly reports: Reports;
  readonly perimeter: PerimeterControl;
  readonly privacy: Privacy;
  readonly tenants: Tenants;
}
