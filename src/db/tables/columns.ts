import { sql } from 'drizzle-orm';
import { customType, timestamp } from 'drizzle-orm/pg-core';

/** A 64-bit transaction id, which never wraps around. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

export const now = sql`now()`;
