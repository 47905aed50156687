import { describe, expect, it } from 'vitest';
import type { TenantId } from '../../../src/call/ids.ts';
import { beginSession, openLane, type Session } from '../../../src/db/connection/pool/lane.ts';
import { leastBusy } from '../../../src/db/connection/pool/least-busy.ts';

const settings = { url: 'postgres://127.0.0.1:1/none', statementTimeoutMs: 5000, options: {} };
const tenantA = 'ten_a' as TenantId;
const tenantB = 'ten_b' as TenantId;

type Told = Partial<Omit<Session, 'activeAt'>> & {
  readonly isDown?: boolean;
  readonly silentMs?: number;
};

/** The position of the session that a statement takes. None of them is opened. */
function taken(sessions: readonly Told[], tenantId: TenantId | null = null): number {
  const now = performance.now();
  const lanes = sessions.map(({ isDown = false, silentMs = 0, ...session }) => {
    const lane = openLane(settings, (sql) => ({
      ...beginSession(sql),
      activeAt: now - silentMs,
      ...session,
    }));
    return Object.assign(lane, { isDown });
  });
  return lanes.indexOf(leastBusy(lanes, tenantId));
}

describe('a statement takes', () => {
  it.each<[string, readonly Told[], number]>([
    ['the first of those that are idle', [{ unanswered: 1 }, { silentMs: 900 }, {}], 1],
    ['the one with the fewest statements', [{ unanswered: 3 }, { unanswered: 2 }], 1],
    ['one that is down only if all are', [{ isDown: true }, { unanswered: 9 }], 1],
    ['the least busy if all are down', [{ isDown: true, unanswered: 1 }, { isDown: true }], 1],
    [
      'of equally busy ones the one that was active last',
      [{ unanswered: 1, silentMs: 30 }, { unanswered: 1 }],
      1,
    ],
    [
      'no busy one that has long been silent while another is not',
      [{ unanswered: 1, silentMs: 900 }, { unanswered: 9 }],
      1,
    ],
    [
      'a silent one rather than one that is down',
      [{ isDown: true }, { unanswered: 1, silentMs: 900 }],
      1,
    ],
    [
      'the one with the fewest statements if all are silent',
      [
        { unanswered: 2, silentMs: 900 },
        { unanswered: 1, silentMs: 9000 },
      ],
      1,
    ],
    [
      'the one with the fewest statements where every answer is slow',
      [
        { unanswered: 9, lastTookMs: 60_000 },
        { unanswered: 1, lastTookMs: 60_000, silentMs: 59_000 },
      ],
      1,
    ],
  ])('%s', (_, sessions, position) => {
    expect(taken(sessions)).toBe(position);
  });

  it.each<[string, readonly Told[], number]>([
    [
      'one that was told its tenant',
      [{ tenantId: tenantB }, {}, { tenantId: tenantA, silentMs: 900 }],
      2,
    ],
    [
      'one of another tenant rather than wait',
      [{ tenantId: tenantA, unanswered: 1 }, { tenantId: tenantB }],
      1,
    ],
    [
      'of busy ones one that was told its tenant',
      [
        { tenantId: tenantB, unanswered: 1 },
        { tenantId: tenantA, unanswered: 1 },
      ],
      1,
    ],
  ])('behind the wall %s', (_, sessions, position) => {
    expect(taken(sessions, tenantA)).toBe(position);
  });
});
