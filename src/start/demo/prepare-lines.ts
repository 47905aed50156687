import { type Authenticate, createAuthenticate } from '../../access/authenticate.ts';
import { RequestError } from '../../access/errors.ts';
import type { Scope } from '../../access/scopes.ts';
import { hasScope, mayUseLine, type Viewer } from '../../access/viewer.ts';
import type { App } from '../../app.ts';
import type { LineId } from '../../call/ids.ts';
import type { Line } from '../../use-cases/lines.ts';
import type { DemoKeys } from '../local-secrets.ts';
import type { LinePlan } from './line-plans.ts';

/** The scopes of the demo's key: everything that the page can do. */
const ofDemoKey: readonly Scope[] = [
  'calls:read',
  'calls:reject',
  'lines:read',
  'policies:write',
  'pii:read',
];

/**
 * Registers the lines of the demo, or finds those of an earlier start by their names: their policies stay as they are,
 * because their operator may have changed them.
 */
export async function prepareLines(
  app: App,
  plans: readonly LinePlan[],
  keptKeys: DemoKeys,
): Promise<Required<DemoKeys>> {
  // No cache, because the keys are used only here.
  const keysCachedMs = 0;
  const authenticate = createAuthenticate(app.db, keysCachedMs);
  const viewer = await authenticate(keptKeys.tenantKey);
  const { edges } = await app.lines.list(viewer, { first: 100 });
  const lineIds = await Promise.all(
    plans.map((plan) => {
      const line = edges.find(({ node }) => node.name === plan.name)?.node;
      return line ? reconnect(app, viewer, line, plan) : register(app, viewer, plan);
    }),
  );
  const { tenantKey } = keptKeys;
  const lineKey =
    (await keyThatStillFits(authenticate, keptKeys.lineKey, lineIds)) ??
    (await makeLineKey(app, viewer, lineIds));
  return { tenantKey, lineKey };
}

async function register(app: App, viewer: Viewer, plan: LinePlan): Promise<LineId> {
  const { name, timeZone, ringLimitMs, accounts } = plan;
  const answer = await app.lines.register(viewer, { name, timeZone, ringLimitMs, accounts });
  if (answer.is !== 'saved') throw notPrepared(plan, answer);
  tell(app, plan, answer.webhookUrl);
  const { id } = answer.line;
  const policies = await app.perimeter.setPolicies(viewer, id, plan.perimeter);
  if (policies.is !== 'saved') throw notPrepared(plan, policies);
  return id;
}

/** Updates the accounts of a line from an earlier start: the simulators have new ports and keys since then. */
async function reconnect(app: App, viewer: Viewer, { id }: Line, plan: LinePlan): Promise<LineId> {
  const { timeZone, accounts } = plan;
  // The webhook URL of the earlier start is stored only as a hash, so the provider gets a new one.
  const renewWebhook = plan.tell !== undefined;
  const answer = await app.lines.update(viewer, id, { timeZone, accounts, renewWebhook });
  if (answer.is !== 'saved') throw notPrepared(plan, answer);
  tell(app, plan, answer.webhookUrl);
  return id;
}

/** Gives the provider the webhook URL, at the address under which the app listens. */
function tell(app: App, plan: LinePlan, webhookUrl: string | undefined): void {
  if (webhookUrl !== undefined) plan.tell?.({ url: app.url + new URL(webhookUrl).pathname });
}

function notPrepared({ name }: LinePlan, answer: object): Error {
  return new Error(`The demo line ${name} could not be prepared: ${JSON.stringify(answer)}`);
}

/** The key of an earlier start may have been revoked, may lack scopes of this release, or may not include every line. */
async function keyThatStillFits(
  authenticate: Authenticate,
  key: string | undefined,
  lineIds: readonly LineId[],
): Promise<string | undefined> {
  if (key === undefined) return undefined;
  try {
    const viewer = await authenticate(key);
    const fits = ofDemoKey.every((scope) => hasScope(viewer, scope));
    return fits && lineIds.every((id) => mayUseLine(viewer, id)) ? key : undefined;
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

async function makeLineKey(app: App, viewer: Viewer, lineIds: LineId[]): Promise<string> {
  const made = await app.keys.create(viewer, 'demo agent', lineIds, { scopes: ofDemoKey });
  if (made.is !== 'made') throw new Error(`The key of the demo was not made: ${made.is}.`);
  return made.key;
}
