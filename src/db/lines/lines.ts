import { sql } from 'drizzle-orm';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { Problem } from '../../call/problem.ts';
import type { ProviderName } from '../../providers/provider.ts';
import { type AuditEntry, audited, auditParameter } from '../audit.ts';
import { fromRow, fullRow, type JsonRow } from '../codec.ts';
import type { Database } from '../connection/database.ts';
import {
  columnList,
  columnNames,
  int,
  json,
  reading,
  rowsFrom,
  text,
  texts,
  toJson,
  writing,
} from '../connection/statement.ts';
import { firstUse, isFirstUse, type Use, useParameter } from '../idempotency.ts';
import { journal } from '../tables/journal.ts';
import { lines } from '../tables/lines.ts';
import { listeners } from '../tables/reports.ts';

/** A line as stored, with its account encrypted. */
export interface StoredLine {
  readonly tenantId: TenantId;
  readonly id: LineId;
  readonly provider: ProviderName;
  readonly name: string;
  readonly timeZone: string;
  readonly ringLimitMs: number;
  readonly baseUrl: string;
  /** Empty once housekeeping has deleted it, because the line was removed. */
  readonly account: string;
  /** Policies, texts to callers (copy), and limits on what policies do (caps). */
  readonly perimeter: object;
  /** Absent if the provider sends no webhooks, or if the line was removed. */
  readonly hookTokenHash?: string;
  /** Present if the webhook URL is the only proof, so that webhooks can be read without the account. */
  readonly hookProof?: 'address';
  readonly previousHookTokenHash?: string;
  readonly previousHookUntil?: Date;
  readonly revision: number;
  readonly registeredAt: Date;
  /** Present if the line was removed: it takes no events, and only requests that were recorded before are still sent. */
  readonly removedAt?: Date;
}

interface LineRow {
  readonly line: JsonRow;
}

const decode = (row: LineRow): StoredLine => fromRow<StoredLine>(lines, row.line);

/** Returns false if `use` is not the first of its idempotency key. `audit` is null if no principal registers the line. */
export async function insertLine(
  db: Database,
  line: StoredLine,
  audit: AuditEntry | null,
  use: Use | null = null,
): Promise<boolean> {
  const rows = await db.run(insert, parametersOf(line, audit, use));
  return rows.length > 0;
}

function parametersOf(line: StoredLine, audit: AuditEntry | null, use: Use | null) {
  return {
    tenant: line.tenantId,
    line: toJson([fullRow(lines, line)]),
    ...auditParameter(audit),
    ...useParameter(use),
  };
}

const insert = writing<{ id: string }>(
  'insert_line',
  sql`with ${firstUse()},
  changed as (
    insert into ${lines} (${columnList(columnNames(lines))})
    select ${columnList(columnNames(lines), 'r')} from ${rowsFrom(json('line'), lines, columnNames(lines), 'r')}
    where ${isFirstUse}
    returning id),
  ${audited('changed')} select id from changed`,
);

/** Returns false if the line has changed since it was read (optimistic lock), or if `use` is not the first of its key. */
export async function updateLine(
  db: Database,
  line: StoredLine,
  audit: AuditEntry | null,
  use: Use | null = null,
): Promise<boolean> {
  const next = { ...line, revision: line.revision + 1 };
  const rows = await db.run(update, parametersOf(next, audit, use));
  return rows.length > 0;
}

const neverChanged: readonly string[] = ['tenant_id', 'id', 'provider', 'registered_at'];
const changeable = columnNames(lines).filter((name) => !neverChanged.includes(name));
const assignments = sql.raw(changeable.map((name) => `"${name}" = n."${name}"`).join(', '));

const nextLine = rowsFrom(json('line'), lines, columnNames(lines), 'n');
const isAsRead = sql`l.tenant_id = n.tenant_id and l.id = n.id and l.revision = n.revision - 1`;

// Locked, so that the use of a key is not stored for an update that then finds another revision.
const lockedLine = sql`select 1 from ${lines} l, ${nextLine} where ${isAsRead} for update of l`;

const update = writing<{ id: string }>(
  'update_line',
  sql`with ${firstUse(lockedLine)},
  changed as (
    update ${lines} l set ${assignments} from ${nextLine} where ${isAsRead} and ${isFirstUse} returning l.id),
  ${audited('changed')} select id from changed`,
);

/** Returns a removed line too. */
export async function readLine(
  db: Database,
  tenantId: TenantId,
  id: LineId,
): Promise<StoredLine | null> {
  const [row] = await db.run(lineById, { tenant: tenantId, id });
  return row ? decode(row) : null;
}

const lineById = reading<LineRow>(
  'line_by_id',
  sql`select to_jsonb(l) as line from ${lines} l where tenant_id = ${text('tenant')} and id = ${text('id')}`,
);

/** `tokenHash` is the hash of the token in the webhook URL: the current one, or the previous one while it is valid. */
export async function readLineByHook(db: Database, tokenHash: string): Promise<StoredLine | null> {
  const [row] = await db.run(lineByHook, { hash: tokenHash });
  return row ? decode(row) : null;
}

const lineByHook = reading<LineRow>(
  'line_by_hook',
  sql`select to_jsonb(l) as line from ${lines} l where hook_token_hash = ${text('hash')}
    or (previous_hook_token_hash = ${text('hash')} and previous_hook_until > now())`,
);

/** A line with what shows that its provider reaches this service. */
export interface SeenLine extends StoredLine {
  readonly lastSignalAt?: Date;
  /** Since when the listener of this line is connected, as the process with the lease reports. */
  readonly heardSince?: Date;
  readonly listenProblem?: Problem;
}

// The newest in the journal's order. An epoch is a time in which the server assigns each transaction id (xid) once.
const lastSignal = sql`(select recorded_at from ${journal} j where j.tenant_id = l.tenant_id
  and j.line_id = l.id and j.actor->>'kind' = 'PROVIDER'
  order by epoch desc, xid desc, j.id desc limit 1)`;

// A status is valid only while the lease lasts, because a process that has died leaves its last status behind.
const listening = sql`(select jsonb_build_object('since', heard_since, 'problem', problem) from ${listeners} h
  where h.tenant_id = l.tenant_id and h.line_id = l.id and h.lease_until > now())`;

const seen = sql`jsonb_build_object('at', ${lastSignal}, 'listening', ${listening})`;

interface SeenLineRow extends LineRow {
  readonly seen: {
    at: string | null;
    listening: { since: string | null; problem: Problem | null } | null;
  };
}

const decodeSeen = (row: SeenLineRow): SeenLine => {
  const { since, problem } = row.seen.listening ?? {};
  return {
    ...decode(row),
    ...(row.seen.at && { lastSignalAt: new Date(row.seen.at) }),
    ...(since && { heardSince: new Date(since) }),
    ...(problem && { listenProblem: problem }),
  };
};

/** Returns these lines in any order, removed ones too. */
export async function readLines(
  db: Database,
  tenantId: TenantId,
  ids: readonly LineId[],
): Promise<SeenLine[]> {
  const rows = await db.run(linesById, { tenant: tenantId, ids: toJson(ids) });
  return rows.map(decodeSeen);
}

const linesById = reading<SeenLineRow>(
  'lines_by_id',
  sql`select to_jsonb(l) as line, ${seen} as seen
    from ${lines} l where tenant_id = ${text('tenant')} and id = any(${texts('ids')})`,
);

export interface LineListing {
  readonly only: 'ALL' | readonly LineId[];
  /** The last line of the previous page. */
  readonly after?: { readonly name: string; readonly id: string };
}

export async function listLines(
  db: Database,
  tenantId: TenantId,
  listing: LineListing,
  limit: number,
): Promise<SeenLine[]> {
  const rows = await db.run(linesByName, {
    tenant: tenantId,
    only: listing.only === 'ALL' ? null : toJson(listing.only),
    after_name: listing.after?.name ?? null,
    after_id: listing.after?.id ?? null,
    limit: String(limit),
  });
  return rows.map(decodeSeen);
}

const linesByName = reading<SeenLineRow>(
  'lines_by_name',
  sql`select to_jsonb(l) as line, ${seen} as seen from ${lines} l
    where tenant_id = ${text('tenant')} and removed_at is null
      and (${text('only')} is null or id = any(${texts('only')}))
      and (${text('after_name')} is null or (name, id) > (${text('after_name')}, ${text('after_id')}))
    order by name, id limit ${int('limit')}`,
);

/** The other lines whose callers are texted over this line, at most 100. */
export async function readLinesThatTextVia(
  db: Database,
  tenantId: TenantId,
  id: LineId,
): Promise<LineId[]> {
  const rows = await db.run(linesThatTextVia, { tenant: tenantId, id });
  return rows.map((row) => row.id);
}

const linesThatTextVia = reading<{ id: LineId }>(
  'lines_that_text_via',
  sql`select id from ${lines} where tenant_id = ${text('tenant')} and removed_at is null
    and id <> ${text('id')} and perimeter->>'textVia' = ${text('id')} order by name, id limit 100`,
);
