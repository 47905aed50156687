import { useCallback, useEffect, useState } from 'preact/hooks';
import { useAsked, useNow } from '../parts/hooks.ts';
import { ago, providers } from '../parts/words.ts';
import { ask } from '../service/ask.ts';
import { type Line, linesDocument } from '../service/lines.ts';
import type { Session } from '../service/session.ts';
import { scopesOf } from '../sign-in.tsx';
import { LineView } from './line-view.tsx';

const refreshMs = 15_000;
const maxPages = 10;

interface Props {
  readonly session: Session;
  readonly onSession: (session: Partial<Session>) => void;
}

export function LinesPage({ session, onSession }: Props) {
  const askKey = session.manage ?? session.key ?? '';
  const { asked, again } = useAsked(useCallback(() => readLines(askKey), [askKey]));
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), refreshMs);
    return () => clearInterval(timer);
  }, [again]);
  if (asked.is === 'asking') return <p class="empty">Reading the lines …</p>;
  if (asked.is === 'failed') {
    return (
      <p class="problem" role="alert">
        {asked.problem}{' '}
        <button type="button" class="quiet" onClick={again}>
          Try again
        </button>
      </p>
    );
  }
  const { lines, mayManage } = asked.data;
  const line = lines.find(({ id }) => id === chosen) ?? lines[0];
  if (!line)
    return (
      <p class="empty">
        There is no line yet. `registerPhoneLine` makes one; GraphiQL can send it.
      </p>
    );
  return (
    <div class="lines">
      <nav aria-label="Lines">
        {lines.map((one) => (
          <LineButton
            key={one.id}
            line={one}
            isChosen={one === line}
            onChoose={() => setChosen(one.id)}
          />
        ))}
      </nav>
      <div>
        {!mayManage && <AddKey onSession={onSession} />}
        <LineView
          key={line.id}
          line={line}
          lines={lines}
          askKey={askKey}
          manageKey={mayManage ? askKey : null}
          onChanged={again}
        />
      </div>
    </div>
  );
}

function LineButton({
  line,
  isChosen,
  onChoose,
}: {
  line: Line;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const now = useNow(5000);
  const [tone, word] = wellness(line);
  const acting = line.perimeter.policies.filter(({ mode }) => mode === 'ENFORCE').length;
  return (
    <button
      type="button"
      class="line-button"
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <b>{line.name}</b>
      <small>{providers[line.provider] ?? line.provider}</small>
      <span class={`pill ${tone}`}>{word}</span>
      <small>
        {acting} {acting === 1 ? 'policy acts' : 'policies act'}
        {line.lastSignalAt !== null && `, signal ${ago(line.lastSignalAt, now)}`}
      </small>
    </button>
  );
}

function wellness({ abilities, listening, perimeter, lastSignalAt }: Line): [string, string] {
  if (abilities === null) return ['bad', 'No credentials'];
  if (listening?.state === 'NOT_HEARD') return ['bad', 'Not heard'];
  if (perimeter.killSwitch) return ['busy', 'Kill switch on'];
  return lastSignalAt === null && listening === null ? ['calm', 'No signal yet'] : ['good', 'Well'];
}

/** Asks for another key, because a key that rejects calls usually may not write policies. */
function AddKey({ onSession }: Pick<Props, 'onSession'>) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  async function add(event: Event): Promise<void> {
    event.preventDefault();
    try {
      const scopes = await scopesOf(key.trim());
      if (scopes.includes('policies:write')) onSession({ manage: key.trim() });
      else setProblem('This key may not write policies either.');
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <form class="add-key" onSubmit={add}>
      <label>
        To change policies, add a key that may
        <input
          type="password"
          autoComplete="off"
          required
          placeholder="cs_…"
          value={key}
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
      </label>
      <button type="submit" class="quiet">
        Add
      </button>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

interface LinesAnswer {
  readonly callsViewer: { readonly scopes: readonly string[] };
  readonly phoneLines: {
    readonly nodes: readonly Line[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

interface LinesRead {
  readonly lines: readonly Line[];
  readonly mayManage: boolean;
}

async function readLines(key: string): Promise<LinesRead> {
  const lines: Line[] = [];
  let mayManage = false;
  let after: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const { phoneLines, callsViewer }: LinesAnswer = await ask<LinesAnswer>(key, linesDocument, {
      after,
    });
    lines.push(...phoneLines.nodes);
    mayManage = callsViewer.scopes.includes('policies:write');
    after = phoneLines.pageInfo.endCursor;
    if (!phoneLines.pageInfo.hasNextPage) break;
  }
  return { lines, mayManage };
}
