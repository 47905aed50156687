import { describeRequests } from '../walks/describe-requests.ts';

describeRequests(['Wawp', 'WAHA', 'WUTS']);
