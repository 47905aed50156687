import { type SQL, sql } from 'drizzle-orm';
import type { Call } from '../../call/call.ts';
import type { CallerAddress } from '../../call/caller-address.ts';
import type { CallId, LineId, ProviderCallId, TenantId } from '../../call/ids.ts';
import type { KnownCaller } from '../../call/known-caller.ts';
import {
  callersNamed,
  type KnownCallerRow,
  knownCallerFromRow,
  knownCallers,
} from '../callers/known-callers.ts';
import { callFromRow, type JsonRow } from '../codec.ts';
import { askEach } from '../connection/ask-together.ts';
import type { Database } from '../connection/database.ts';
import { text, texts, toJson } from '../connection/statement.ts';
import {
  type OurRequestsFound,
  type OurRequestsRow,
  ourRequests,
  ourRequestsFromRow,
} from '../effects/our-requests.ts';
import { inboxParameters, isInInbox } from '../inbox-key.ts';
import {
  type PerimeterFacts,
  type PerimeterQuestion,
  type PerimeterRow,
  perimeterFacts,
  perimeterFromRow,
  perimeterParameters,
} from '../lines/perimeter-facts.ts';
import { callAliases, calls } from '../tables/calls.ts';
import { lines } from '../tables/lines.ts';
import { callRow } from './call-row.ts';

/** Everything that is needed to receive one signal, read in one query. */
export interface SignalFacts {
  /** The signal was received before. */
  readonly duplicate: boolean;
  /** The call to which the ids belong; null if none is recorded. */
  readonly call: Call | null;
  /** If no call has the ids: the call that had one of them until its personal data was erased. */
  readonly erasedCall: Call | null;
  /** What our requests to reject the call may have done. */
  readonly ourRequests: OurRequestsFound;
  /** Those of the question's ids that are recorded for a call of the line. */
  readonly knownIds: readonly ProviderCallId[];
  /** A call that is over, whose ids the signal uses again for a new call. This query never sets it: `asNextLeg` does. */
  readonly reusedIdsOf?: CallId;
  readonly knownAddresses: ReadonlySet<CallerAddress>;
  /** The callers with these addresses. There may be several until a signal shows that they are the same person. */
  readonly callers: readonly KnownCaller[];
  /**
   * The latest earlier leg of the same customer's call, if it began to ring within the last 5 minutes. A leg is one offer of that
   * call to an agent, and is recorded as a call of its own.
   */
  readonly previousLeg: { readonly id: CallId; readonly leg: number } | null;
  /** What policies may take into account; null if the question does not ask for it. */
  readonly perimeter: PerimeterFacts | null;
  /** Null if the line was deleted. */
  readonly lineRevision: number | null;
}

export interface SignalQuestion {
  readonly tenantId: TenantId;
  readonly lineId: LineId;
  /** The same for each delivery of one signal. */
  readonly dedupeKey: string;
  /** The first id identifies the call. A later id may already belong to a different call. */
  readonly ids: readonly [ProviderCallId, ...ProviderCallId[]];
  /** What stands for these ids if they were erased. */
  readonly erasedIds: readonly string[];
  readonly addresses: readonly CallerAddress[];
  /** The provider's id of the customer's call, if the provider reports one. */
  readonly conversationId: string | undefined;
  /** Null if no policy decides on the signal. */
  readonly perimeter: PerimeterQuestion | null;
}

export async function readSignalFacts(
  db: Database,
  question: SignalQuestion,
): Promise<SignalFacts> {
  const ask = question.perimeter ? askWithPerimeter : askAlone;
  const { facts } = await ask(db, question.tenantId, {
    tenant: question.tenantId,
    line: question.lineId,
    ...inboxParameters(question.dedupeKey),
    id: question.ids[0],
    ids: toJson(question.ids),
    erased_ids: toJson(question.erasedIds),
    addresses: toJson(question.addresses),
    conversation: question.conversationId ?? null,
    ...perimeterParameters(question.perimeter),
  });
  return {
    duplicate: facts.duplicate,
    call: facts.call && callFromRow(facts.call),
    erasedCall: facts.erased_call && callFromRow(facts.erased_call),
    ourRequests: ourRequestsFromRow(facts.our_requests),
    knownIds: facts.ids ?? [],
    knownAddresses: new Set(facts.addresses ?? []),
    callers: (facts.callers ?? []).map(knownCallerFromRow),
    previousLeg: facts.previous_leg,
    perimeter: facts.perimeter && perimeterFromRow(facts.perimeter),
    lineRevision: facts.line_revision,
  };
}

interface FactsRow {
  facts: {
    duplicate: boolean;
    call: JsonRow | null;
    erased_call: JsonRow | null;
    our_requests: OurRequestsRow;
    ids: ProviderCallId[] | null;
    addresses: CallerAddress[] | null;
    callers: KnownCallerRow[] | null;
    previous_leg: SignalFacts['previousLeg'];
    perimeter: PerimeterRow | null;
    line_revision: number | null;
  };
}

/** `askEach` asks the questions of several signals together, in one statement; the parameters here are those of one. */
const factsOf = (name: string, perimeter: SQL) =>
  askEach<FactsRow>(
    name,
    sql`with ${callersNamed},
  known as (
    select call_id, provider_call_id from ${callAliases}
    where tenant_id = ${text('tenant')} and line_id = ${text('line')}
      and provider_call_id = any(${texts('ids')})),
  -- If the ids belong to several calls, the first id decides.
  meant as (select call_id from known order by provider_call_id <> ${text('id')} limit 1),
  erased as (
    select call_id from ${callAliases}
    where tenant_id = ${text('tenant')} and line_id = ${text('line')}
      and provider_call_id = any(${texts('erased_ids')}) and not exists (select 1 from known) limit 1)
  select jsonb_build_object(
    'duplicate', ${isInInbox},
    'call', (select ${callRow} from ${calls} c
      where c.tenant_id = ${text('tenant')} and c.id = (select call_id from meant)),
    'erased_call', (select ${callRow} from ${calls} c
      where c.tenant_id = ${text('tenant')} and c.id = (select call_id from erased)),
    'our_requests', ${ourRequests(text('tenant'), sql`(select call_id from meant)`)},
    'ids', (select jsonb_agg(provider_call_id) from known),
    'addresses', (select jsonb_agg(address) from named),
    'callers', ${knownCallers},
    'previous_leg', (select jsonb_build_object('id', id, 'leg', leg) from ${calls}
      where tenant_id = ${text('tenant')} and conversation_id = ${text('conversation')}
        and ringing_at > now() - interval '5 minutes' and id not in (select call_id from known)
      order by ringing_at desc limit 1),
    'perimeter', ${perimeter},
    'line_revision', (select revision from ${lines}
      where tenant_id = ${text('tenant')} and id = ${text('line')} and removed_at is null)) as facts`,
  );

// There are two statements, because for one statement with both cases the planner would not keep a generic plan.
const askAlone = factsOf('signal_facts', sql`null`);
const askWithPerimeter = factsOf('signal_facts_with_perimeter', perimeterFacts);
