import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { ask, get } from '../../support/client.ts';
import { addLine, type TestLine, unreachable } from '../../support/lines.ts';
import { addTenant } from '../../support/tenant.ts';
import { viewerOf } from '../../support/viewer.ts';
import {
  answered,
  askReport,
  hour,
  missed,
  type Place,
  picture,
  rejected,
  rejectedByHand,
  say,
  tell,
} from './attrition-story.ts';
import { describeReport } from './describe-report.ts';

describe('attrition', () => {
  let t: TestApp;
  let other: TestLine;
  let home: Place;
  let otherPlace: Place;
  let clock = hour(24 * 30);

  beforeAll(async () => {
    t = await startTestApp({ now: () => clock });
    const { tenantId } = await viewerOf(t.app, t.tenantKey);
    other = await addLine(t, unreachable());
    home = { tenantId, lineId: t.lineId };
    otherPlace = { tenantId, lineId: other.lineId };
    await tell(t.databaseUrl, home, story());
  });
  afterAll(() => t.stop());
  beforeEach(() => {
    clock = hour(24 * 30);
  });

  const quiet = (variant?: string) => rejected('quiet-hours', variant ? { variant } : {});
  const busy = rejected('presence', { variant: 'busy/a', reason: 'BUSY' });

  const story = () => ({
    Ana: [{ rang: 1, fate: quiet('closed/a') }, { wrote: 2 }],
    Bruno: [
      { rang: 1, fate: quiet('closed/b') },
      { rang: 10, fate: answered },
    ],
    Clara: [
      { rang: 1, fate: quiet('closed/a') },
      { rang: 3, fate: quiet('closed/b') },
      { rang: 20, fate: busy },
      { wrote: 24.9 },
    ],
    'Davi came back too late': [{ rang: 1, fate: quiet('closed/b') }, { wrote: 25.1 }],
    'Elena never came back': [
      { rang: 30, fate: quiet('closed/a') },
      { rang: 33, fate: missed },
    ],
    'Fabio wrote before and was called by us': [
      { wrote: 29 },
      { rang: 30, fate: quiet('closed/b') },
      { rang: 31, fate: { ...answered, direction: 'OUTBOUND' } },
    ],
    'Gil came back to the other line': [
      { rang: 40, fate: busy },
      { wrote: 41, on: otherPlace },
    ],
    'Hana was rejected on the other line': [{ rang: 50, fate: quiet(), on: otherPlace }],
    'Iris was served and wrote': [{ rang: 5, fate: answered }, { wrote: 6 }],
    'Joao was missed': [{ rang: 5, fate: missed }],
    'Kim was not rejected after all': [
      { rang: 5, fate: { ...quiet(), status: 'ANSWERED', endReason: 'COMPLETED' } },
    ],
    'Mia was rejected on another device first': [
      { rang: 5, fate: { ...quiet(), endReason: 'REJECTED_ELSEWHERE' } },
    ],
    'Lia was rejected by a person': [{ rang: 5, fate: rejectedByHand }],
    'A group': [{ rang: 5, fate: { ...quiet(), group: true } }],
    'Before the period': [
      { rang: -1, fate: quiet() },
      { rang: -2, fate: missed },
    ],
    'After the period': [
      { rang: 240, fate: quiet() },
      { rang: 241, fate: missed },
    ],
  });

  it('counts each caller once per policy, and what they did within the window', async () => {
    const report = await askReport(t.url, t.tenantKey);
    expect(picture(report)).toEqual({
      PRESENCE: '2 callers: 2 back (2 wrote, 0 called), 0 not',
      QUIET_HOURS: '7 callers: 3 back (2 wrote, 1 called), 4 not',
    });
  });

  it('compares them with callers whom nobody rejected, policy or person', async () => {
    const { groups, baseline } = await askReport(t.url, t.tenantKey);
    expect(say(baseline)).toBe('3 callers: 1 back (1 wrote, 0 called), 2 not');
    expect(groups.map(({ policy, difference }) => [policy, difference])).toEqual([
      ['QUIET_HOURS', expect.objectContaining({ difference: 3 / 7 - 1 / 3 })],
      ['PRESENCE', expect.objectContaining({ difference: 1 - 1 / 3 })],
    ]);
  });

  it('tells copy variants apart, a caller counting in each that they got', async () => {
    const report = await askReport(t.url, t.key, { groupBy: ['COPY_VARIANT'] });
    expect(picture(report)).toEqual({
      'busy/a': '2 callers: 1 back (1 wrote, 0 called), 1 not',
      'closed/a': '3 callers: 2 back (2 wrote, 0 called), 1 not',
      'closed/b': '4 callers: 2 back (1 wrote, 1 called), 2 not',
    });
  });

  it('tells reasons and lines apart, or nothing at all', async () => {
    const byBoth = await askReport(t.url, t.tenantKey, { groupBy: ['REASON', 'LINE'] });
    expect(picture(byBoth)).toEqual({
      'BUSY Front desk': '2 callers: 2 back (2 wrote, 0 called), 0 not',
      'UNWANTED Another desk': '1 callers: 0 back (0 wrote, 0 called), 1 not',
      'UNWANTED Front desk': '6 callers: 3 back (2 wrote, 1 called), 3 not',
    });
    const all = await askReport(t.url, t.tenantKey, { groupBy: [] });
    expect(picture(all)).toEqual({ all: '8 callers: 4 back (3 wrote, 1 called), 4 not' });
  });

  it('counts callers for neither side until their window is over, even those who came back', async () => {
    clock = hour(24.5);
    expect(picture(await askReport(t.url, t.tenantKey, { to: hour(24) }))).toEqual({
      PRESENCE: '1 callers: 0 back (0 wrote, 0 called), 0 not, 1 pending',
      QUIET_HOURS: '4 callers: 0 back (0 wrote, 0 called), 0 not, 4 pending',
    });
    clock = hour(25);
    expect(picture(await askReport(t.url, t.tenantKey, { to: hour(24) }))).toEqual({
      PRESENCE: '1 callers: 0 back (0 wrote, 0 called), 0 not, 1 pending',
      QUIET_HOURS: '4 callers: 3 back (2 wrote, 1 called), 1 not',
    });
  });

  it('shows the key of a line only its calls, and only who came back to it', async () => {
    const desk = await askReport(t.url, t.key);
    expect(picture(desk)).toEqual({
      PRESENCE: '2 callers: 1 back (1 wrote, 0 called), 1 not',
      QUIET_HOURS: '6 callers: 3 back (2 wrote, 1 called), 3 not',
    });
    const another = await askReport(t.url, other.key, { lineIds: [t.lineId, other.lineId] });
    expect(picture(another)).toEqual({
      QUIET_HOURS: '1 callers: 0 back (0 wrote, 0 called), 1 not',
    });
    expect(picture(await askReport(t.url, other.key, { lineIds: [t.lineId] }))).toEqual({});
  });

  it('counts a caller once who was taken for two, and what they did under either name', async () => {
    const later = 24 * 100;
    clock = hour(24 * 200);
    const period = { from: hour(later), to: hour(later + 240) };
    await tell(t.databaseUrl, home, {
      Mia: [{ rang: later + 5, fate: quiet() }, { wrote: later + 30 }],
      'Mia by LID': [{ rang: later + 6, fate: quiet() }, { wrote: later + 7 }],
      Noa: [{ rang: later + 5, fate: missed }],
      'Noa by LID': [{ rang: later + 6, fate: quiet() }],
    });
    const sql = postgres(t.databaseUrl, { max: 1 });
    await sql`update callers set merged_into = replace(id, ' by LID', '') where id like '% by LID'`;
    await sql.end();
    const report = await askReport(t.url, t.tenantKey, period);
    expect(picture(report)).toEqual({
      QUIET_HOURS: '2 callers: 1 back (1 wrote, 0 called), 1 not',
    });
    expect(say(report.baseline)).toBe('0 callers: 0 back (0 wrote, 0 called), 0 not');
  });

  it('counts nothing of another tenant, not even of the same caller', async () => {
    const stranger = await addTenant(t.app, t.databaseUrl);
    const { tenantId } = await viewerOf(t.app, stranger.tenantKey);
    const before = await askReport(t.url, t.tenantKey);
    await tell(
      t.databaseUrl,
      { tenantId, lineId: stranger.lineId },
      {
        'Elena never came back': [{ wrote: 31 }, { rang: 32, fate: answered }],
        Ana: [{ rang: 1, fate: rejected('vip-perimeter') }],
      },
    );
    expect(await askReport(t.url, t.tenantKey)).toEqual(before);
    expect(picture(await askReport(t.url, stranger.tenantKey))).toEqual({
      VIP_PERIMETER: '1 callers: 0 back (0 wrote, 0 called), 1 not',
    });
  });

  it('counts by day in the zone of the lines, each day as if it were the period', async () => {
    const { timeZone, buckets } = await askReport(t.url, t.tenantKey, {
      bucket: 'DAY',
      to: hour(72),
    });
    expect(timeZone).toBe('UTC');
    expect(buckets.map(({ rejected, baseline }) => [say(rejected), say(baseline)])).toEqual([
      [
        '4 callers: 3 back (2 wrote, 1 called), 1 not',
        '3 callers: 1 back (1 wrote, 0 called), 2 not',
      ],
      [
        '3 callers: 1 back (1 wrote, 0 called), 2 not',
        '0 callers: 0 back (0 wrote, 0 called), 0 not',
      ],
      [
        '1 callers: 0 back (0 wrote, 0 called), 1 not',
        '0 callers: 0 back (0 wrote, 0 called), 0 not',
      ],
    ]);
    const inTokyo = await askReport(t.url, t.tenantKey, {
      ...{ bucket: 'DAY', timeZone: 'Asia/Tokyo', to: hour(48) },
    });
    expect(inTokyo.buckets.map(({ startsAt }) => startsAt)).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T15:00:00.000Z',
      '2026-03-02T15:00:00.000Z',
    ]);
  });

  const badInputs: [sentence: string, input: object, argument: string][] = [
    ['that ends before it begins', { to: hour(-1) }, 'to'],
    ['of more than 400 days', { to: hour(24 * 401) }, 'to'],
    ['that begins before 1970', { from: '1969-12-31T23:59:59Z' }, 'from'],
    ['with a year of five digits', { to: '+010000-01-01T00:00:00Z' }, ''],
    [
      'that ends after 9999',
      { from: '9999-12-30T00:00:00Z', to: '9999-12-31T20:00:00-08:00' },
      'to',
    ],
    ['with a window of no hours', { windowMs: 0 }, 'windowMs'],
    ['with a window of more than 30 days', { windowMs: 721 * 3_600_000 }, 'windowMs'],
    ['with buckets beyond counting', { bucket: 'HOUR', to: hour(24 * 60) }, 'bucket'],
    ['in a zone that is none', { timeZone: 'Mars/Olympus' }, 'timeZone'],
  ];

  it.each(badInputs)('refuses a period %s', async (_, input, argument) => {
    const { errors } = await ask(
      t.url,
      t.key,
      'query ($input: CallAttritionInput!) { callAttrition(input: $input) { windowMs } }',
      { input: { from: hour(0), to: hour(24), ...input } },
    );
    const extensions = errors?.[0]?.extensions;
    expect(extensions?.code).toBe('BAD_USER_INPUT');
    if (argument) expect(extensions).toMatchObject({ argument });
  });

  it('answers many reports asked for at once, one after the other', async () => {
    const period = 'from: "2026-03-01T00:00:00Z", to: "2026-03-11T00:00:00Z"';
    const parts = Array.from(
      { length: 10 },
      (_, n) => `r${n}: callAttrition(input: { ${period} }) { groups { outcome { callers } } }`,
    );
    const reports = await get<Record<string, object>>(t.url, t.tenantKey, `{ ${parts.join(' ')} }`);
    const different = new Set(Object.values(reports).map((report) => JSON.stringify(report)));
    expect([Object.keys(reports).length, different.size]).toEqual([10, 1]);
  });
});

// `test/slow/embedded.test.ts` does the same on the embedded database.
describeReport('postgres');
