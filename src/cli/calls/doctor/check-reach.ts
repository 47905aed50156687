import { fetchWhole, type WholeAnswer } from '../fetch-whole.ts';
import { isHere, reasonOf } from '../service.ts';
import { type Finding, fine, warning, wrong } from './finding.ts';

const deadlineMs = 5000;

/** Checks whether the service answers under PUBLIC_URL. By HEAD, because the service counts a GET of an unknown webhook. */
export async function checkWebhooks(publicUrl: string | null): Promise<Finding> {
  const check = 'webhooks';
  if (publicUrl === null) {
    const todo = 'Set PUBLIC_URL to the address at which providers reach /webhooks/.';
    return warning(check, 'PUBLIC_URL is not set, so webhook URLs begin with localhost.', todo);
  }
  const url = `${publicUrl.replace(/\/$/, '')}/webhooks/doctor`;
  const answered = await ask('HEAD', url);
  if (typeof answered === 'string') {
    const todo = 'Check the DNS, the certificate and the proxy, and whether the service runs.';
    return wrong(check, `${url} cannot be reached from here: ${answered}.`, todo);
  }
  // Only the service answers a HEAD of a webhook like this; a proxy would not.
  if (answered.status !== 405 || answered.headers.get('allow') !== 'POST') {
    const todo = 'Let the proxy pass /webhooks/ to the service, with its path unchanged.';
    return wrong(check, `${url} is answered with ${answered.status}, not by this service.`, todo);
  }
  if (isHere(new URL(url).hostname)) {
    const todo = 'Set PUBLIC_URL to an address that providers on other machines reach.';
    return warning(check, `${publicUrl} leads to this machine alone.`, todo);
  }
  return fine(check, `${publicUrl}/webhooks/ is answered by this service, as seen from here.`);
}

export async function checkService(url: string): Promise<Finding> {
  const answered = await ask('GET', `${url}/readyz`);
  if (typeof answered === 'string') {
    const todo = 'Start it, or say where it is with --url or CALLS_URL.';
    return wrong('service', `${url} cannot be reached: ${answered}.`, todo);
  }
  if (answered.status === 200) return fine('service', `${url} is ready.`);
  const says = `${url}/readyz answers ${answered.status}: ${answered.text.slice(0, 100)}`;
  return wrong('service', says, 'It is stopping, or its database does not answer; see its log.');
}

/** Returns the reason, as a text, if no whole answer came. */
async function ask(method: 'GET' | 'HEAD', url: string): Promise<WholeAnswer | string> {
  try {
    return await fetchWhole(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(deadlineMs),
    });
  } catch (error) {
    return reasonOf(error as Error);
  }
}
