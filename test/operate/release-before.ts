import { readFileSync } from 'node:fs';
import { createEmptyDatabase } from '../support/database.ts';
import { queryOnce } from '../support/query-once.ts';

/** A database as the release before left it: its schema, the ledger that drizzle kept, six calls and their journal. */
export async function databaseOfReleaseBefore(server?: string): Promise<string> {
  const url = await createEmptyDatabase(server);
  await queryOnce(url, readFileSync(new URL('release-before.sql', import.meta.url), 'utf8'));
  return url;
}

export const before = {
  key: 'cs_01m7zpnpxm64z2eaxzj1y8nsbt_3xoMRYAbY2tKlDUUQIN16BnQjuAexwewe6nDFslXhJA',
  hook: '/webhooks/qFDp9t8hwxEao3-0XI8XBdnWcKRWE9dg',
  callIds: Array.from({ length: 6 }, (_, n) => `call_BEFORE_${n}`),
  rejected: { id: 'call_01m7zpnqfw3awf9319ycr28pny', rejection: 'rej_01m7zpnqjhgq3sk2c9gga1ygtj' },
} as const;
