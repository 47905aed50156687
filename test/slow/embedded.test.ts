import { describeGrownTables } from '../db/describe-grown-tables.ts';
import { describeHousekeeping } from '../effects/describe-housekeeping.ts';

describeHousekeeping('embedded');
describeGrownTables('embedded');
