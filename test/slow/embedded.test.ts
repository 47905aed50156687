import { describeGrownTables } from '../db/describe-grown-tables.ts';
import { describeHousekeeping } from '../effects/describe-housekeeping.ts';
import { describeReport } from '../use-cases/attrition/describe-report.ts';

describeHousekeeping('embedded');
describeGrownTables('embedded');
describeReport('embedded');
