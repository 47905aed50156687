import type { SQL } from 'drizzle-orm';
import type { TenantId } from '../../call/ids.ts';
import { type Database, DatabaseUnavailableError } from './database.ts';
import { isUnavailable } from './database-errors.ts';
import { onceATurn } from './once-a-turn.ts';
import { type Parameters, readingEach, toJson } from './statement.ts';

/** Answers questions of one tenant in one statement, in their order. */
export type Ask<Question, Answer> = (
  db: Database,
  tenantId: TenantId,
  questions: readonly Question[],
) => Promise<readonly Answer[]>;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

const maxBatch = 64;
const maxWaiting = 2000;
/** Waiting questions are sent after this time, even if the statement that they wait for has not returned. */
const maxHoldMs = 100;

/** The batchers of each database. A tenant has one only while it has questions. */
export type Batchers<Question, Answer> = WeakMap<
  Database,
  Map<TenantId, Batcher<Question, Answer>>
>;

/**
 * Batches questions of one kind and tenant. A question is asked at the end of the turn of the event loop if no other is
 * being asked. Otherwise it waits for the answer, and is then asked together with all questions that arrived meanwhile.
 */
export function askTogether<Question, Answer>(
  ask: Ask<Question, Answer>,
  batchers: Batchers<Question, Answer> = new WeakMap(),
): (db: Database, tenantId: TenantId, question: Question) => Promise<Answer> {
  return (db, tenantId, question) => {
    const ofTenants = batchers.get(db) ?? new Map<TenantId, Batcher<Question, Answer>>();
    batchers.set(db, ofTenants);
    const batcher =
      ofTenants.get(tenantId) ??
      createBatcher(
        (questions) => ask(db, tenantId, questions),
        () => ofTenants.delete(tenantId),
      );
    ofTenants.set(tenantId, batcher);
    return batcher.ask(question);
  };
}

/** Like `askTogether`, for a query that returns one row for the parameters of one question. */
export function askEach<Row>(
  name: string,
  query: SQL,
): (db: Database, tenantId: TenantId, parameters: Parameters) => Promise<Row> {
  const statement = readingEach<Row>(name, query);
  return askTogether<Parameters, Row>(async (db, _, questions) => {
    const numbered = questions.map((parameters, n) => ({ n, ...parameters }));
    const rows = await db.run(statement, { questions: toJson(numbered) });
    return rows.toSorted((a, b) => a.n - b.n);
  });
}

interface Batcher<Question, Answer> {
  ask(question: Question): Promise<Answer>;
}

/** `onIdle` is called whenever all questions are answered. */
function createBatcher<Question, Answer>(
  askAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  onIdle: () => void,
): Batcher<Question, Answer> {
  type Batch = readonly Waiting<Question, Answer>[];
  let waiting: Waiting<Question, Answer>[] = [];
  /** The batch that the next one waits for. */
  let awaited: Batch | undefined;
  let underWay = 0;

  async function send(batch: Batch): Promise<void> {
    const endHold = () => {
      if (awaited === batch) awaited = undefined;
      sendSoon();
    };
    awaited = batch;
    underWay++;
    const timer = setTimeout(endHold, maxHoldMs);
    await answerAll(askAll, batch);
    clearTimeout(timer);
    underWay--;
    endHold();
    if (underWay === 0 && waiting.length === 0) onIdle();
  }

  const sendSoon = onceATurn(sendNext);

  function sendNext(): void {
    if (awaited || waiting.length === 0) return;
    const batch = waiting.slice(0, maxBatch);
    waiting = waiting.slice(maxBatch);
    void send(batch);
  }

  return {
    ask(question) {
      if (waiting.length >= maxWaiting) return Promise.reject(tooMany(waiting.length));
      return new Promise((resolve, reject) => {
        waiting.push({ question, resolve, reject });
        sendSoon();
      });
    },
  };
}

/** If a batch fails, each of its questions is asked alone, so that one bad question does not fail the others. */
async function answerAll<Question, Answer>(
  askAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  batch: readonly Waiting<Question, Answer>[],
): Promise<void> {
  try {
    const answers = await askAll(batch.map(({ question }) => question));
    // `Ask` returns one answer for each question.
    for (const [n, { resolve }] of batch.entries()) resolve(answers[n] as Answer);
  } catch (error) {
    if (batch.length > 1 && !isUnavailable(error)) {
      await Promise.all(batch.map((question) => answerAll(askAll, [question])));
      return;
    }
    for (const { reject } of batch) reject(error);
  }
}

function tooMany(waiting: number): DatabaseUnavailableError {
  return new DatabaseUnavailableError(`too many questions are waiting: ${waiting}`);
}
