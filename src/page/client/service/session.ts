/** The keys of this tab: `key` for calls, and `manage` for lines and policies, which `key` may not change. */
export interface Session {
  readonly key: string | null;
  readonly manage: string | null;
}

const storedAs = 'calls-keys';
const nobody: Session = { key: null, manage: null };

/** Reads the keys from the fragment of the address, and removes it there, or else from the storage of this tab. */
export function readSession(): Session {
  const given = new URLSearchParams(location.hash.slice(1));
  const key = given.get('key');
  const manage = given.get('manage');
  if (key === null && manage === null) return kept();
  history.replaceState(null, '', location.pathname);
  return keepSession({ key, manage });
}

export function keepSession(session: Session): Session {
  sessionStorage.setItem(storedAs, JSON.stringify(session));
  return session;
}

export function forgetSession(): Session {
  sessionStorage.removeItem(storedAs);
  return nobody;
}

function kept(): Session {
  try {
    return { ...nobody, ...JSON.parse(sessionStorage.getItem(storedAs) ?? '{}') };
  } catch {
    return nobody;
  }
}
