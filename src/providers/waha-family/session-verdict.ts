import { proven, provenBut, verdictOfFailure } from '../kit/credentials-verdict.ts';
import { isJsonObject, textIn } from '../kit/json.ts';
import { notUnderstood, type Reply } from '../kit/reply.ts';
import type { CredentialsVerdict } from '../provider.ts';
import { failureOf, type WahaCheck } from './waha-failures.ts';

/** The states of a session that exists and is not connected. */
const idleStatuses: ReadonlySet<string | undefined> = new Set([
  'STOPPED',
  'STARTING',
  'SCAN_QR_CODE',
  'FAILED',
]);

/** Reads the answer to a request for the state of a session, which only the right credentials get. */
export function sessionVerdictOf(reply: Reply, check: WahaCheck): CredentialsVerdict {
  if (reply.status < 200 || reply.status > 299) {
    // `check.request` also names the caller's address, which this request does not have.
    const toCheck = { ...check, request: `baseUrl and ${check.session}` };
    return verdictOfFailure(reply, failureOf(reply, toCheck));
  }
  // Wawp may put the session into `data`.
  const json = reply.json ?? {};
  const status = textIn(isJsonObject(json.data) ? json.data : json, 'status')?.toUpperCase();
  if (status === 'WORKING') return proven;
  if (!idleStatuses.has(status)) return verdictOfFailure(reply, notUnderstood(reply));
  const what = `accepts the credentials, but the session is ${status}: start it, and link its phone`;
  return provenBut(reply, 'NOT_CONNECTED', what);
}
