import { describeClients } from './describe-killed-server.ts';

// `test/slow/stopped-server.test.ts` has a server that is told to stop as well.
describeClients(['SIGKILL']);
