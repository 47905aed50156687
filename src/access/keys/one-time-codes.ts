import { randomBytes } from 'node:crypto';

/** Codes that can each be exchanged once for a key, so that a link to the service's web page need not hold the key. */
export interface OneTimeCodes {
  issue(key: string): string;
  /** Returns the key, or null if the code was used, is too old, or was not issued by this process. */
  redeem(code: string): string | null;
}

export const codeLivesForMs = 15 * 60_000;
/** Bounds the memory: beyond it, the oldest code is no longer valid. */
const maxCodes = 100;

export function createOneTimeCodes(clock: () => number = () => performance.now()): OneTimeCodes {
  const issued = new Map<string, { readonly key: string; readonly until: number }>();
  return {
    issue(key) {
      const code = randomBytes(16).toString('base64url');
      const [oldest] = issued.keys();
      if (issued.size >= maxCodes && oldest !== undefined) issued.delete(oldest);
      issued.set(code, { key, until: clock() + codeLivesForMs });
      return code;
    },
    redeem(code) {
      const found = issued.get(code);
      issued.delete(code);
      return found && clock() < found.until ? found.key : null;
    },
  };
}
