import { sql as query } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallerAddress } from '../../../src/call/caller-address.ts';
import type { LineId, ProviderCallId, TenantId } from '../../../src/call/ids.ts';
import { readSignalFacts } from '../../../src/db/calls/signal-facts.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { reading } from '../../../src/db/connection/statement.ts';
import { createDatabase } from '../../support/database.ts';

let db: Database;
beforeAll(async () => {
  const url = await createDatabase();
  // One connection, because each keeps plans of its own.
  db = await openDatabase({ is: 'postgres', url, directUrl: url, poolSize: 1 });
});
afterAll(() => db.close());

it('of a signal is planned once and for all, from the first on', async () => {
  for (let n = 0; n < 20; n++) {
    await readSignalFacts(db, {
      tenantId: 'ten_1' as TenantId,
      lineId: 'line_1' as LineId,
      dedupeKey: `${n}`,
      ids: [`provider-${n}` as ProviderCallId],
      erasedIds: [`erased:${n}`],
      addresses: [`phone:+44770090${n}` as CallerAddress],
      conversationId: undefined,
      perimeter: null,
    });
  }
  const [plans] = await db.run(plansMade);
  expect(plans).toEqual({ custom: '0', generic: '20' });
});

const plansMade = reading<{ custom: string; generic: string }>(
  'plans_made',
  query`select custom_plans::text as custom, generic_plans::text as generic
    from pg_prepared_statements where statement like '%previous_leg%'`,
);
