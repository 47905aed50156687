import { isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../src/access/authenticate.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { deepSelection } from '../graphql/support/deep-selection.ts';
import { openWelcomeSocket, subscribe } from '../graphql/support/raw-socket.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { ask, get } from '../support/client.ts';
import { setPolicies } from '../support/policies.ts';
import { postEvent } from '../support/webhook.ts';

const number = '447700900123';
/** Whatever of the caller could be shown, as digits or as words. */
const canary = /7700[ ]?900|Canary/;

/** Which queries there are, and what they show, is read from the schema, so a new field is in it by itself. */
describe('a principal without `pii:read`', () => {
  let t: TestApp;
  let masked: string;
  let full: string;
  beforeAll(async () => {
    t = await startTestApp();
    const viewer = await createAuthenticate(t.app.db, 0)(t.tenantKey);
    const keyOf = async (scopes: string[]) => {
      const made = await t.app.keys.create(viewer, 'reader', null, { scopes });
      return made.is === 'made' ? made.key : '';
    };
    const scopes = ['calls:read', 'lines:read', 'callers:tag', 'keys:write'];
    masked = await keyOf(scopes);
    full = await keyOf([...scopes, 'pii:read']);
    const caller = `caller: { phone: "+${number}" }`;
    const change = (key: string, text: string) =>
      get(t.url, key, `mutation { ${text} { __typename } }`);
    await setPolicies(t, t.lineId, {
      policies: [{ bypass: { callers: ['+447700900999'] } }, { blockedCaller: {} }],
    });
    const ring = (id: string) =>
      postEvent(t.webhookUrl, {
        ...{ event: 'call.ringing', id, direction: 'INBOUND' },
        ...{ peerNumber: number, peerName: 'Canary Caller' },
      });
    await ring('first');
    await change(
      t.key,
      'rejectCall(id: "first", followUp: { text: "Dear Canary, call 7700 900123" })',
    );
    await change(t.tenantKey, `tagCaller(${caller}, tier: "gold")`);
    await change(
      t.tenantKey,
      `blockCaller(${caller}, reason: "Canary of +44 7700 900123 is rude")`,
    );
    await ring('second');
  });
  afterAll(() => t.stop());

  const schema = buildSchema(1000);
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {}).filter(
    ({ name, args }) => !name.startsWith('_') && !args.some(isRequiredArgument),
  );

  async function read(key: string): Promise<string> {
    const answers: unknown[] = [];
    for (const { name, type } of queries) {
      // The values of changes need `pii:read`, and without it the whole operation is refused.
      const isAudit = name === 'callsAuditLog' && key === masked;
      const audited = '{ nodes { id action target principalName changes { field } } }';
      const query = `{ ${name} ${isAudit ? audited : deepSelection(type)} }`;
      answers.push(await ask(t.url, key, query));
    }
    answers.push(await ask(t.url, key, decisions));
    return JSON.stringify(answers);
  }

  const decisions = `{ calls(first: 10) { nodes { id
    caller { phone displayName addresses block { reason by { name } } }
    decision { sentence causes { because facts { name value } } held { because } would { by { name } } }
    rejection { followUp { text } problem { message } attempts { problem { message } } }
    history(first: 50) { nodes { cause snapshot { rejection { followUp { text } } decision { sentence causes { because } } } } } } } }`;

  it('reads no number, no name and no text of a caller anywhere, and others do', async () => {
    const shown = await read(full);
    for (const word of ['Canary Caller', 'Dear Canary', 'is rude', number, '447700900999']) {
      expect(shown).toContain(word);
    }
    expect(shown).toContain('who gave the reason “Canary');
    const hidden = await read(masked);
    expect(hidden).toContain('who gave the reason “…”');
    expect(hidden).not.toMatch(canary);
    expect(hidden).not.toContain('INTERNAL_SERVER_ERROR');
  });

  it('reads none in the events of a subscription', async () => {
    const socket = await openWelcomeSocket(`${t.url.replace('http', 'ws')}/graphql`, masked);
    const type = schema.getSubscriptionType()?.getFields().callEvents?.type;
    const { callEventLog } = await get<{ callEventLog: { nodes: { cursor: string }[] } }>(
      t.url,
      masked,
      '{ callEventLog(first: 1) { nodes { cursor } } }',
    );
    const after = callEventLog.nodes[0]?.cursor;
    if (!type) throw new Error('there is no such subscription');
    socket.say(
      subscribe(
        '1',
        `subscription ($after: String) { callEvents(after: $after) ${deepSelection(type)} }`,
        { after },
      ),
    );
    const events = [await socket.nextMessage(), await socket.nextMessage()];
    expect(JSON.stringify(events)).toContain('"snapshot"');
    expect(JSON.stringify(events)).not.toMatch(canary);
    socket.ws.close();
  });
});
