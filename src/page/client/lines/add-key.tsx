import { useState } from 'preact/hooks';
import { readScopes } from '../service/scopes.ts';
import type { Session } from '../service/session.ts';

interface Props {
  /** What the key of this tab lacks. */
  readonly scope: 'lines:read' | 'policies:write';
  readonly onSession: (session: Partial<Session>) => void;
}

const purposes = { 'lines:read': 'see lines', 'policies:write': 'change policies' };

/** Asks for a second key, `manage`, for lines and policies, because a key that rejects calls usually may not write policies. */
export function AddKey({ scope, onSession }: Props) {
  const [key, setKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  async function add(event: Event): Promise<void> {
    event.preventDefault();
    try {
      const scopes = await readScopes(key.trim());
      if (scopes.includes(scope)) onSession({ manage: key.trim() });
      else setProblem(`This key lacks the scope ${scope} as well.`);
    } catch (error) {
      setProblem((error as Error).message);
    }
  }
  return (
    <form class="add-key" onSubmit={add}>
      <label>
        To {purposes[scope]}, add a key that may
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
