import { useState } from 'preact/hooks';
import { readScopes } from './service/scopes.ts';
import type { Session } from './service/session.ts';

interface Props {
  /** Why the last key or one-time link was refused; null if none was. */
  readonly problem: string | null;
  /** Called with the key when the service has found it valid. */
  readonly onSession: (session: Partial<Session>) => void;
}

/** Asks the user for a key, and the service whether it is valid. */
export function SignIn({ problem: before, onSession }: Props) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState(before);
  const [isAsking, setAsking] = useState(false);

  async function enter(event: Event): Promise<void> {
    event.preventDefault();
    setAsking(true);
    try {
      await readScopes(key.trim());
      onSession({ key: key.trim() });
    } catch (error) {
      setProblem((error as Error).message);
      setAsking(false);
    }
  }

  return (
    <main class="sign-in">
      <h1>Calls</h1>
      <form onSubmit={enter}>
        <label class="field" for="key">
          API key
        </label>
        <input
          id="key"
          type="password"
          autoComplete="off"
          placeholder="cs_…"
          required
          value={key}
          aria-describedby="key-hint"
          onInput={({ currentTarget }) => setKey(currentTarget.value)}
        />
        <p id="key-hint" class="hint">
          What you see and may do here is what the key may. This tab alone keeps it.
        </p>
        {problem !== null && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <button type="submit" class="main" disabled={isAsking}>
          {isAsking ? 'Asking …' : 'Sign in'}
        </button>
      </form>
    </main>
  );
}
