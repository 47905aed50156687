import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerAddress } from '../../../src/call/caller-address.ts';
import type { LineId, ProviderCallId, TenantId } from '../../../src/call/ids.ts';
import { readCallByAnyId } from '../../../src/db/calls/call-reads.ts';
import { readSignalFacts } from '../../../src/db/calls/signal-facts.ts';
import { askTogether, type Batchers } from '../../../src/db/connection/ask-together.ts';
import type { Database } from '../../../src/db/connection/database.ts';
import { openDatabase } from '../../../src/db/connection/open-database.ts';
import { createDatabase } from '../../support/database.ts';

const us = 'ten_1' as TenantId;
const them = 'ten_2' as TenantId;

describe('questions for calls that come at once', () => {
  let db: Database;
  let statements: string[] = [];

  beforeAll(async () => {
    const url = await createDatabase();
    db = await openDatabase(
      { is: 'postgres', url, directUrl: url, poolSize: 2 },
      { statement: ({ name }) => void statements.push(name) },
    );
    const client = postgres(url, { max: 1, onnotice: () => {} });
    await client`set session_replication_role = replica`;
    await client`insert into calls (tenant_id, id, line_id, provider_call_id, caller_id, caller_at_provider,
        direction, media, status, inferred, provider_forbids_reject, refined, revision, ringing_at)
      select t, 'call_' || n, 'line_' || n % 2, t || n, 'clr_1', '',
        'INBOUND', 'VOICE', 'RINGING', false, false, false, 1, now()
      from generate_series(0, 63) n, unnest(array[${us}, ${them}]) t`;
    await client`insert into call_aliases (tenant_id, line_id, provider_call_id, call_id)
      select tenant_id, line_id, provider_call_id, id from calls
      -- Two lines may use one id for two calls.
      union all select ${us}, 'line_' || line, 'both-' || n, 'call_' || n + 16 * abs(line - n % 2)
      from generate_series(0, 7) n, generate_series(0, 1) line`;
    await client`insert into idempotency_keys (tenant_id, key, call_id, request_hash) values (${us}, 'k', 'call_3', 'h')`;
    await client.end();
  });
  afterAll(() => db.close());

  it('are one statement, of which each question gets its own answer', async () => {
    statements = [];
    const questions = Array.from({ length: 64 }, (_, n) => ({
      id: n % 3 === 0 ? `ten_1${n}` : n % 3 === 1 ? `call_${n}` : `unknown_${n}`,
      lines: n < 32 ? ('ALL' as const) : (['line_1'] as LineId[]),
      ...(n === 5 && { idempotencyKey: 'k' }),
    }));
    const answers = await Promise.all(questions.map((one) => readCallByAnyId(db, us, one)));
    expect(statements).toEqual(['call_by_any_id']);
    expect(answers.map(({ call }) => call?.id ?? null)).toEqual(
      questions.map((_, n) => (n % 3 < 2 && (n < 32 || n % 2 === 1) ? `call_${n}` : null)),
    );
    expect(answers.map(({ usedFor }) => usedFor).filter(Boolean)).toEqual([
      { callId: 'call_3', requestHash: 'h' },
    ]);
  });

  it('by providers’ events are one statement as well, each with the facts of its own call', async () => {
    statements = [];
    const facts = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        readSignalFacts(db, {
          tenantId: us,
          lineId: `line_${n % 2}` as LineId,
          dedupeKey: `event-${n}`,
          ids: [(n < 8 ? `both-${n}` : `new-${n}`) as ProviderCallId],
          erasedIds: [],
          addresses: [`phone:+44770090${n}` as CallerAddress],
          conversationId: undefined,
          perimeter: null,
        }),
      ),
    );
    expect(statements).toEqual(['signal_facts']);
    expect(facts.map(({ call, knownIds }) => [call?.id, ...knownIds])).toEqual(
      facts.map((_, n) => (n < 8 ? [`call_${n}`, `both-${n}`] : [undefined])),
    );
  });

  it('are not mixed with those of another tenant', async () => {
    statements = [];
    const [ours, theirs] = await Promise.all(
      [us, them].map((tenant) => readCallByAnyId(db, tenant, { id: 'ten_17', lines: 'ALL' })),
    );
    expect(statements).toEqual(['call_by_any_id', 'call_by_any_id']);
    expect([ours?.call?.tenantId, theirs?.call]).toEqual([us, null]);
  });

  it('leave nothing of their tenant in memory once all are answered or refused', async () => {
    const batchers: Batchers<number, number> = new WeakMap();
    const tenantsInMemory = () => batchers.get(db)?.size;
    const half = askTogether<number, number>(async (_, tenant, questions) => {
      if (tenant === them) throw new Error('no answer');
      return questions.map((n) => n / 2);
    }, batchers);
    const halves = Array.from({ length: 130 }, (_, n) => half(db, us, n));
    const refused = expect(half(db, them, 1)).rejects.toThrow('no answer');
    expect(tenantsInMemory()).toBe(2);
    expect((await Promise.all(halves)).at(-1)).toBe(64.5);
    await refused;
    await new Promise(setImmediate);
    expect(tenantsInMemory()).toBe(0);
    expect(await half(db, us, 2)).toBe(1);
  });
});
