import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { BoardPage } from './board/board.tsx';
import { FiguresPage } from './figures/figures-page.tsx';
import { type Drafts, hasChanges } from './lines/draft.ts';
import { LinesPage } from './lines/lines-page.tsx';
import { ConnectionNote } from './parts/connection-note.tsx';
import { createBoardStore } from './service/board-store.ts';
import {
  forgetSession,
  isKeyInAddress,
  keepSession,
  readSession,
  redeem,
  type Session,
  takeCode,
} from './service/session.ts';
import { SignIn } from './sign-in.tsx';

const pages = { board: 'Live', lines: 'Lines', figures: 'Figures' } as const;
type PageName = keyof typeof pages;

const pageInAddress = (): PageName => {
  const name = location.hash.slice(2);
  return Object.hasOwn(pages, name) ? (name as PageName) : 'board';
};

export function App() {
  // A one-time link brings a code, which is exchanged for a key.
  const [code, setCode] = useState(takeCode);
  const [session, setSession] = useState<Session>(readSession);
  const [problem, setProblem] = useState<string | null>(null);
  const [page, setPage] = useState<PageName>(pageInAddress);
  useEffect(() => {
    // A key or code in the address is read only when the page is loaded.
    const follow = () => (isKeyInAddress() ? location.reload() : setPage(pageInAddress()));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    if (code === null) return;
    redeem(code)
      .then(setSession, (error: Error) => setProblem(error.message))
      .finally(() => setCode(null));
  }, [code]);
  // A tab may have two keys: one for calls, and `manage` for lines and policies, which is used for calls if there is no other.
  const callKey = session.key ?? session.manage;

  /** `why`: why the service refused the key; null if the user signs out. */
  const signOut = useCallback((why: string | null) => {
    setSession(forgetSession());
    setProblem(why);
  }, []);

  const addKeys = useCallback((given: Partial<Session>) => {
    setSession((before) => keepSession({ ...before, ...given }));
  }, []);

  if (code !== null) {
    return (
      <main class="sign-in">
        <h1>Calls</h1>
        <p role="status">Signing in …</p>
      </main>
    );
  }
  if (callKey === null) return <SignIn problem={problem} onSession={addKeys} />;
  const shell = { callKey, session, page, onSignOut: signOut, onSession: addKeys };
  // Another key makes another shell, so that nothing of the old key stays.
  return <Shell key={callKey} {...shell} />;
}

interface ShellProps {
  readonly callKey: string;
  readonly session: Session;
  readonly page: PageName;
  readonly onSignOut: (why: string | null) => void;
  readonly onSession: (session: Partial<Session>) => void;
}

function Shell({ callKey, session, page, onSignOut, onSession }: ShellProps) {
  const store = useMemo(() => createBoardStore(callKey, onSignOut), [callKey, onSignOut]);
  useEffect(() => () => store.stop(), [store]);
  const drafts: Drafts = useMemo(() => new Map(), []);
  useEffect(() => {
    // The browser asks whether to leave: what was edited and not saved is nowhere else.
    const ask = (event: Event) => hasChanges(drafts) && event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [drafts]);
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        Skip to the content
      </button>
      <header class="top">
        <h1>Calls</h1>
        <nav aria-label="Pages">
          {(Object.keys(pages) as PageName[]).map((name) => (
            <a key={name} href={`#/${name}`} aria-current={page === name ? 'page' : undefined}>
              {pages[name]}
            </a>
          ))}
        </nav>
        <ConnectionNote store={store} />
        <button type="button" class="quiet" onClick={() => onSignOut(null)}>
          Sign out
        </button>
      </header>
      <main id="main" tabIndex={-1}>
        {page === 'board' && <BoardPage store={store} />}
        {/* `manage` first: it is usually for all lines, while the key for calls may be for some. */}
        {page === 'figures' && (
          <FiguresPage askKey={session.manage ?? callKey} otherKey={callKey} />
        )}
        {page === 'lines' && <LinesPage session={session} drafts={drafts} onSession={onSession} />}
      </main>
    </>
  );
}

/** Moves the focus to the content. A link would change the fragment, which names the page. */
function skip(): void {
  document.getElementById('main')?.focus();
}
