import { expect, it } from 'vitest';
import { isUnavailable } from '../../../src/db/connection/database-errors.ts';

const outages = [
  // The server refuses, goes away, or is not to be found.
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'],
  ...['ERR_STREAM_DESTROYED', 'ERR_SOCKET_CLOSED', 'CONNECTION_CLOSED', 'CONNECT_TIMEOUT'],
  ...['08006', '28P01', '53300', '57P01', '58030'],
];
const mistakes = ['23505', '40P01', '22P02', '42501', '42P01', 'ERR_INVALID_ARG_TYPE', 'UNKNOWN'];

it('takes for an outage what the network or the server says, and no mistake of a statement', () => {
  const answers = [...outages, ...mistakes].map((code): [string, boolean] => [
    code,
    isUnavailable(Object.assign(new Error(code), { code })),
  ]);
  expect(answers.filter(([, isOutage]) => isOutage).map(([code]) => code)).toEqual(outages);
});
