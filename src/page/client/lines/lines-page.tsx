import { useCallback, useEffect, useState } from 'preact/hooks';
import { useAsked } from '../parts/hooks.ts';
import { Lacks } from '../parts/lacks.tsx';
import { Problem } from '../parts/problem.tsx';
import type { ServiceProblem } from '../service/ask.ts';
import type { Line } from '../service/lines.ts';
import type { Session } from '../service/session.ts';
import { AddKey } from './add-key.tsx';
import type { Drafts } from './draft.ts';
import { LineButton } from './line-button.tsx';
import { LineView } from './line-view.tsx';
import { readLines } from './read-lines.ts';

const refreshMs = 15_000;

interface Props {
  readonly session: Session;
  readonly drafts: Drafts;
  readonly onSession: (session: Partial<Session>) => void;
}

export function LinesPage({ session, drafts, onSession }: Props) {
  const { key, manage } = session;
  // `manage` is the key for lines and policies, if the tab has two. The tab has at least one: the fallback is for the type.
  const askKey = manage ?? key ?? '';
  const read = useCallback(
    () =>
      readLines(askKey).catch((problem: ServiceProblem) => {
        // `manage` no longer works. Without it the page reads with `key`, and another key can be added.
        if (problem.code === 'UNAUTHENTICATED' && key !== null && manage !== null)
          onSession({ manage: null });
        throw problem;
      }),
    [askKey, key, manage, onSession],
  );
  const { asked, put, again } = useAsked(read);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), refreshMs);
    return () => clearInterval(timer);
  }, [again]);
  if (asked.is === 'asking') return <p class="empty">Reading the lines …</p>;
  if (asked.is === 'failed') return <Problem again={again}>{asked.problem}</Problem>;
  // The lines stay when they cannot be read again, with `asked.problem` above them.
  const { lines, isCut, scopes } = asked.data;
  if (!scopes.includes('lines:read')) {
    return (
      <>
        <Lacks scope="lines:read">Lines are not shown.</Lacks>
        <AddKey scope="lines:read" onSession={onSession} />
      </>
    );
  }
  const line = lines.find(({ id }) => id === chosen) ?? lines[0];
  if (!line) return <NoLines />;
  const mayManage = scopes.includes('policies:write');
  const replace = (changed: Line) =>
    put({ ...asked.data, lines: lines.map((one) => (one.id === changed.id ? changed : one)) });
  return (
    <>
      {asked.problem !== null && <Problem again={again}>{asked.problem}</Problem>}
      {isCut && (
        <p class="hint">
          There are more lines than are listed here: these are the first {lines.length} by name. A
          key for some lines lists those.
        </p>
      )}
      <div class="lines">
        <nav aria-label="Lines">
          {lines.map((one) => (
            <LineButton
              key={one.id}
              line={one}
              isChosen={one === line}
              isEdited={drafts.has(one.id)}
              onChoose={() => setChosen(one.id)}
            />
          ))}
        </nav>
        <div>
          {!mayManage && <AddKey scope="policies:write" onSession={onSession} />}
          <LineView
            key={line.id}
            line={line}
            lines={lines}
            drafts={drafts}
            askKey={askKey}
            scopes={scopes}
            onChanged={replace}
          />
        </div>
      </div>
    </>
  );
}

function NoLines() {
  return (
    <p class="empty">
      There is no line yet. <code>registerPhoneLine</code> makes one; GraphiQL can send it.
    </p>
  );
}
