import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { visibleLines } from '../../access/visible-lines.ts';
import type { Database } from '../../db/connection/database.ts';
import {
  type AttritionPeriod,
  type AttritionRow,
  countCalls,
  type Dimension,
  readAttrition,
  readSharedTimeZone,
} from '../../db/journal/attrition-counts.ts';
import type {
  AttritionDimension,
  AttritionReport,
  AttritionWish,
  Reports,
} from '../attrition-reports.ts';
import { createTurns, type Turns } from '../semaphore.ts';
import { toReport } from './attrition-report.ts';
import { bucketsOrThrow, checkAttritionWish, timeZoneOrThrow } from './attrition-wish.ts';

interface ReportParts {
  readonly db: Database;
  readonly now: () => Date;
}

interface Asking extends ReportParts {
  readonly viewer: Viewer;
  readonly turns: Turns;
}

const maxCalls = 500_000;
/** Whoever waits behind a statement for so many calls does not wait long. */
const callsAtOnce = 50_000;
const maxWaiting = 50;

/** Reports take turns, statement by statement: a process makes one at a time, so that calls never wait for them. */
export function createReports(parts: ReportParts): Reports {
  const turns = createTurns(1, maxWaiting);
  return {
    attrition: (viewer, wish) => countAttrition({ ...parts, viewer, turns }, wish),
  };
}

async function countAttrition(asking: Asking, wish: AttritionWish): Promise<AttritionReport> {
  checkAttritionWish(wish);
  const { db, viewer, turns } = asking;
  const { from, to, windowMs } = wish;
  const lineIds = visibleLines(viewer, wish.lineIds);
  const period = { tenantId: viewer.tenantId, lineIds, from, to };
  const known = wish.timeZone ?? (await readSharedTimeZone(db, viewer.tenantId, lineIds)) ?? 'UTC';
  const timeZone = timeZoneOrThrow(known);
  const buckets = bucketsOrThrow(wish, timeZone);
  const calls = await inTurn(turns, () => countCalls(db, period, maxCalls + 1));
  if (calls > maxCalls) throw tooManyCalls();
  const rows = await countCallers(asking, wish, period, {
    bucketStarts: buckets.map(({ startsAt }) => startsAt),
    slices: Math.max(1, Math.ceil(calls / callsAtOnce)),
  });
  return { from, to, windowMs, timeZone, ...toReport(rows, buckets) };
}

const dimensions: Readonly<Record<AttritionDimension, Dimension>> = {
  POLICY: 'policy',
  REASON: 'reason',
  COPY_VARIANT: 'variant',
  LINE: 'line',
};

async function countCallers(
  { db, viewer, turns, now }: Asking,
  { windowMs, groupBy }: AttritionWish,
  period: AttritionPeriod,
  { bucketStarts, slices }: { readonly bucketStarts: readonly Date[]; readonly slices: number },
): Promise<AttritionRow[]> {
  const returnLineIds = viewer.lines === 'ALL' ? undefined : viewer.lines;
  const by = groupBy.map((dimension) => dimensions[dimension]);
  const question = { ...period, returnLineIds, windowMs, by, bucketStarts, now: now() };
  const rows: AttritionRow[] = [];
  for (let slice = 0; slice < slices; slice++) {
    rows.push(...(await inTurn(turns, () => readAttrition(db, question, slice, slices))));
  }
  return rows;
}

async function inTurn<Answer>(turns: Turns, ask: () => Promise<Answer>): Promise<Answer> {
  if (!(await turns.take(false))) throw tooManyReports();
  try {
    return await ask();
  } finally {
    turns.give();
  }
}

function tooManyCalls(): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    `The period has more than ${maxCalls} calls. Choose a shorter one, or some of the lines.`,
    { argument: 'to' },
  );
}

function tooManyReports(): RequestError {
  return new RequestError('RATE_LIMITED', 'Too many reports are waiting. Ask again later.', {
    retryAfterMs: 5000,
  });
}
