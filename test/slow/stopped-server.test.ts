import { describeClients } from '../client/describe-killed-server.ts';

describeClients(['SIGKILL', 'SIGTERM']);
