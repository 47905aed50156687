import type { Call } from '../../src/call/call.ts';
import { isOver } from '../../src/call/status.ts';
import { callFromRow, type JsonRow } from '../../src/db/codec.ts';
import { judgeCall } from './judge-call.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { judgeRejections } from './judge-rejections.ts';
import { judgeConclusions, judgeSignals } from './judge-signals.ts';
import type { World } from './world.ts';

export interface StoredEntry {
  readonly kind: string;
  readonly revision: number;
  readonly occurredAt: Date;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly call: Call;
}

/** A call as it is stored, with its whole journal. */
export interface StoredCall {
  readonly call: Call;
  readonly entries: readonly StoredEntry[];
}

/** Everything that does not hold of what the run has left in the database. */
export async function judge(world: World): Promise<string[]> {
  const calls = await readCalls(world);
  const open = await world.stage.ask<{ kind: string; state: string }>(
    `select kind, state from effects where state <> 'SETTLED'`,
  );
  return [
    ...world.evidence.violations,
    ...open.map(({ kind, state }) => `a ${kind} is ${state} for ever`),
    ...(await judgeSignals(world, calls)),
    ...calls.flatMap(judgeCall),
    ...calls.flatMap((call) => judgeConclusions(world, call)),
    ...calls.filter(({ call }) => ringsOn(call)).map(({ call }) => `${call.id} rings for ever`),
    ...(await judgeRejections(world, calls)),
    ...(await judgeEvidence(world)),
  ];
}

const ringsOn = ({ status }: Call) => !isOver(status) && status !== 'ANSWERED';

interface CallRow {
  readonly call: JsonRow;
  readonly entries: readonly {
    readonly kind: string;
    readonly revision: number;
    readonly occurred_at: string;
    readonly actor: StoredEntry['actor'];
    readonly call: JsonRow;
  }[];
}

async function readCalls(world: World): Promise<StoredCall[]> {
  const rows = await world.stage.ask<CallRow>(
    `select to_jsonb(c) as call, (select jsonb_agg(to_jsonb(j) order by j.revision, j.id)
       from journal j where j.call_id = c.id) as entries from calls c`,
  );
  return rows.map(({ call, entries }) => ({
    call: callFromRow(call),
    entries: (entries ?? []).map((entry) => ({
      ...entry,
      occurredAt: new Date(entry.occurred_at),
      call: callFromRow(entry.call),
    })),
  }));
}
