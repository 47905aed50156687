/** The keys of this tab: `key` for calls, and `manage` for lines and policies, which `key` usually may not change. */
export interface Session {
  readonly key: string | null;
  readonly manage: string | null;
}

const storedAs = 'calls-keys';
const nobody: Session = { key: null, manage: null };

/** Whether the fragment of the address has a key or a code. Entering one into the address of an open page does not load the page. */
export function isKeyInAddress(): boolean {
  return /[#&](key|manage|code)=/.test(location.hash);
}

/** Reads the code of a one-time link from the fragment of the address, and removes it there. Null if there is none. */
export function takeCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code !== null) history.replaceState(null, '', location.pathname);
  return code;
}

/** Exchanges the code for its key, which is possible once. The message of the error says what to do. */
export async function redeem(code: string): Promise<Session> {
  const answer = await fetch(new URL('sign-in', document.baseURI), {
    method: 'POST',
    body: code,
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw new Error('The service does not answer. Start it again for a new link, or enter a key.');
  });
  const text = (await answer.text()).trim();
  if (!answer.ok) throw new Error(text);
  return keepSession({ key: text, manage: null });
}

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
