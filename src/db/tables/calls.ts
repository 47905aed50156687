import { sql } from 'drizzle-orm';
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { erasedIdPrefix } from '../../call/ids.ts';
import { callStatuses } from '../../call/status.ts';
import { callers } from './callers.ts';
import { moment } from './columns.ts';
import { lines } from './lines.ts';

/** An inbound call of a single caller, and not of a group, that no longer rings. */
export const rung = sql`direction = 'INBOUND' and not caller_is_group and status not in ('RINGING', 'REJECTING')`;

/** An array of every status. A query over all statuses scans `calls_of_line_by_status` once for each. */
export const callStatusList = sql.raw(
  `array[${callStatuses.map((status) => `'${status}'`).join(', ')}]`,
);

/** The call is not over. */
export const open = sql`status in ('RINGING', 'REJECTING', 'ANSWERED')`;

/** A text to the caller was decided on, whether or not it was sent. */
export const texted = sql`(rejection->'followUp' is not null or notice is not null)`;

/** The call still has the provider's id, or a text to the caller. The caller's number is erased together with the id. */
export const unerased = sql.raw(
  `(not starts_with(provider_call_id, '${erasedIdPrefix}') or rejection #> '{followUp,text}' is not null or notice->'text' is not null)`,
);

/** Stands in an erased decision for the clause that quotes the reason of a block. */
export const erasedReason = 'the caller was blocked';

/**
 * The jsonpath, within a decision, of the clauses that may quote the reason of a block. `sayBlock` writes the whole of such a clause, so
 * an erasure replaces it by `erasedReason`, which this path does not find.
 */
export const clausesOfBlock = 'causes[*].because ? (@ starts with "the caller is blocked")';

/**
 * An earlier release erased the caller, but left a text, the number to which it goes, or the reason of a block. A call whose caller the
 * provider did not name looks the same: `finishErasures` tells them apart.
 */
export const erasedInPart =
  sql.raw(`caller_at_provider = '' and (rejection @? '$.followUp.via' or notice @? '$.via'
  or rejection @? '$.followUp.textWhenGone' or notice @? '$.textWhenGone' or decision @? '$.${clausesOfBlock}')`);

export const calls = pgTable(
  'calls',
  {
    tenantId: text('tenant_id').notNull(),
    id: text('id').notNull(),
    lineId: text('line_id').notNull(),
    providerCallId: text('provider_call_id').notNull(),
    callerId: text('caller_id').notNull(),
    /** The caller in the provider's format. */
    callerAtProvider: text('caller_at_provider').notNull(),
    direction: text('direction').notNull(),
    media: text('media').notNull(),
    status: text('status').notNull(),
    endReason: text('end_reason'),
    /** The provider did not report the status: it was inferred. */
    inferred: boolean('inferred').notNull(),
    providerForbidsReject: boolean('provider_forbids_reject').notNull(),
    /** Further signals do not correct the end: it was corrected once, or the provider reported it and only its cause was inferred. */
    refined: boolean('refined').notNull(),
    revision: integer('revision').notNull(),
    ringingAt: moment('ringing_at').notNull(),
    /** The ring limit: after it, a ring without a reported end counts as over. */
    ringDeadlineAt: moment('ring_deadline_at'),
    answeredAt: moment('answered_at'),
    endedAt: moment('ended_at'),
    rejection: jsonb('rejection'),
    /** The policies' decision about the ringing call, with every cause. */
    decision: jsonb('decision'),
    /** A text to a caller whose call is not rejected. */
    notice: jsonb('notice'),
    /** The kind of policy that rejected the call, and the variant of the copy that the caller got; for statistics. */
    rejectedByPolicy: text('rejected_by_policy'),
    copyVariant: text('copy_variant'),
    callerIsGroup: boolean('caller_is_group').notNull().default(false),
    /** The provider's id of the customer's call, of which this one is a leg: one offer of it to an agent. */
    conversationId: text('conversation_id'),
    leg: integer('leg').notNull().default(1),
    previousLegId: text('previous_leg_id'),
    /** The number that the caller dialled, in the provider's format. */
    dialled: text('dialled'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    // Each comment names the queries that an index serves; `calls` is the field of the GraphQL schema.
    // All indexes are ascending and scanned backwards, because drizzle-kit generates `desc nulls last`, which does not serve
    // `order by ... desc`.
    // `calls` of all lines.
    index('calls_newest').on(t.tenantId, t.ringingAt, t.id),
    // `calls` of some lines or statuses: one scan for each line and status. The open calls of a line, for policies.
    index('calls_of_line_by_status').on(t.tenantId, t.lineId, t.status, t.ringingAt, t.id),
    // `calls` of a caller; the calls of a caller that count towards a throttle.
    index('calls_newest_of_caller').on(t.tenantId, t.callerId, t.ringingAt, t.id),
    // Finding calls that have passed their ring limit.
    index('calls_ringing_out').on(t.ringDeadlineAt).where(sql`status in ('RINGING', 'REJECTING')`),
    // The attrition report.
    index('calls_rejected_by_policy')
      .on(t.tenantId, t.ringingAt)
      .where(sql`rejected_by_policy is not null`),
    // Covers the attrition report, for an index-only scan.
    index('calls_rung').on(t.tenantId, t.ringingAt, t.callerId, t.lineId, t.status).where(rung),
    // When a caller was last texted.
    index('calls_texted').on(t.tenantId, t.callerId, t.ringingAt).where(texted),
    // The leg before a call that rings.
    index('calls_of_conversation')
      .on(t.tenantId, t.conversationId, t.ringingAt)
      .where(sql`conversation_id is not null`),
    // The calls whose personal data a tenant keeps no longer.
    index('calls_unerased').on(t.tenantId, t.ringingAt).where(unerased),
    // The calls of which an erasure is to be finished.
    index('calls_erased_in_part').on(t.tenantId, t.id).where(erasedInPart),
    // The leg after a call that is shown.
    index('calls_next_leg').on(t.tenantId, t.previousLegId).where(sql`previous_leg_id is not null`),
    foreignKey({ columns: [t.tenantId, t.lineId], foreignColumns: [lines.tenantId, lines.id] }),
    foreignKey({
      columns: [t.tenantId, t.callerId],
      foreignColumns: [callers.tenantId, callers.id],
    }),
  ],
);

/** The ids by which events find a call: all ids that its provider uses for it, and those of its texts (see `textAlias`). */
export const callAliases = pgTable(
  'call_aliases',
  {
    tenantId: text('tenant_id').notNull(),
    lineId: text('line_id').notNull(),
    providerCallId: text('provider_call_id').notNull(),
    callId: text('call_id').notNull(),
  },
  (t) => [
    // In this order it also finds a call by the provider's id alone.
    primaryKey({ columns: [t.tenantId, t.providerCallId, t.lineId] }),
    // All ids of a call, to erase them.
    index('call_aliases_of_call').on(t.tenantId, t.callId),
    foreignKey({ columns: [t.tenantId, t.callId], foreignColumns: [calls.tenantId, calls.id] }),
  ],
);
