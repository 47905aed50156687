import { describeRequests, describeRequestsAtGenesys } from './describe-requests.ts';

// `test/slow/what-our-requests-did.test.ts` has the other providers.
describeRequests(['Pilot Status', 'Genesys']);
describeRequestsAtGenesys();
