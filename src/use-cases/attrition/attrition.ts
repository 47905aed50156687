import { RequestError } from '../../access/errors.ts';
import type { Viewer } from '../../access/viewer.ts';
import { forViewer } from '../../access/viewer.ts';
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
  AttritionRequest,
  Reports,
} from '../attrition-reports.ts';
import { createSemaphore, type Semaphore } from '../semaphore.ts';
import { toReport } from './attrition-report.ts';
import { bucketsOrThrow, checkAttritionRequest, timeZoneOrThrow } from './attrition-request.ts';

interface ReportDependencies {
  readonly db: Database;
  readonly now: () => Date;
}

interface ReportContext extends ReportDependencies {
  readonly viewer: Viewer;
  readonly semaphore: Semaphore;
}

/** A period with more calls is refused. */
const maxCalls = 500_000;
/** About this many calls are counted by one statement, so that it ends soon enough not to delay other statements. */
const callsAtOnce = 50_000;
/** Statements of reports that may wait for their turn; further ones are refused. */
const maxWaiting = 50;

/**
 * Reports attrition: how many callers do not come back within `windowMs` after their call, rejected callers compared with others.
 * A process runs one statement of a report at a time, so that reports do not delay calls. `forViewer` limits the statements to rows of
 * the viewer's tenant.
 */
export function createReports(deps: ReportDependencies): Reports {
  const semaphore = createSemaphore(1, maxWaiting);
  return {
    attrition: (viewer, request) =>
      countAttrition({ ...forViewer(deps, viewer), viewer, semaphore }, request),
  };
}

async function countAttrition(
  context: ReportContext,
  request: AttritionRequest,
): Promise<AttritionReport> {
  checkAttritionRequest(request);
  const { db, viewer, semaphore } = context;
  const { from, to, windowMs } = request;
  const lineIds = visibleLines(viewer, request.lineIds);
  const period = { tenantId: viewer.tenantId, lineIds, from, to };
  // `readSharedTimeZone` returns null if the zones of the lines differ.
  const name =
    request.timeZone ?? (await readSharedTimeZone(db, viewer.tenantId, lineIds)) ?? 'UTC';
  const timeZone = timeZoneOrThrow(name);
  const buckets = bucketsOrThrow(request, timeZone);
  // One more than permitted is enough to tell that there are too many.
  const calls = await oneAtATime(semaphore, () => countCalls(db, period, maxCalls + 1));
  if (calls > maxCalls) throw tooManyCalls();
  const rows = await countCallers(context, request, period, {
    bucketStarts: buckets.map(({ startsAt }) => startsAt),
    // Each slice has a share of the callers, so that one statement counts about `callsAtOnce` calls.
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
  { db, viewer, semaphore, now }: ReportContext,
  { windowMs, groupBy }: AttritionRequest,
  period: AttritionPeriod,
  { bucketStarts, slices }: { readonly bucketStarts: readonly Date[]; readonly slices: number },
): Promise<AttritionRow[]> {
  // A caller may also come back on another line. A return counts only on lines that the viewer may see.
  const returnLineIds = viewer.lines === 'ALL' ? undefined : viewer.lines;
  const by = groupBy.map((dimension) => dimensions[dimension]);
  const question = { ...period, returnLineIds, windowMs, by, bucketStarts, now: now() };
  const rows: AttritionRow[] = [];
  for (let slice = 0; slice < slices; slice++) {
    rows.push(...(await oneAtATime(semaphore, () => readAttrition(db, question, slice, slices))));
  }
  return rows;
}

async function oneAtATime<Answer>(
  semaphore: Semaphore,
  read: () => Promise<Answer>,
): Promise<Answer> {
  const isUrgent = false;
  if (!(await semaphore.acquire(isUrgent))) throw tooManyReports();
  try {
    return await read();
  } finally {
    semaphore.release();
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
