import { queryOnce } from './query-once.ts';

type Row = Readonly<Record<string, string>>;

/** How many rows each table has of a tenant, from whatever tables there are. */
export async function rowsOfTenant(
  databaseUrl: string,
  tenantId: string,
): Promise<Record<string, string>> {
  const tables = await queryOnce<Row>(
    databaseUrl,
    `select table_name as name from information_schema.columns
        where column_name = 'tenant_id' and table_schema = 'public' order by 1`,
  );
  const counts = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*)::text as count from ${name} where tenant_id = '${tenantId}'`,
  );
  const rows = await queryOnce<Row>(databaseUrl, counts.join(' union all '));
  return Object.fromEntries(
    rows.filter(({ count }) => count !== '0').map(({ name, count }) => [name, count]),
  );
}
