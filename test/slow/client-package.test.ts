import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CallEventsDocument } from '../client/examples/texts.generated.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { startChild } from '../support/child.ts';
import { get } from '../support/client.ts';
import { until } from '../support/until.ts';

describe('the events of a line, followed', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp();
  });
  afterAll(() => t.stop());

  it('arrive at a program that imports the client from the package', async () => {
    const { callEventHead: head } = await get<{ callEventHead: string }>(
      t.url,
      t.key,
      '{ callEventHead }',
    );
    t.simulator.ring();
    await t.simulator.webhooks.settled();
    const project = fileURLToPath(new URL('../../src/client/tsconfig.json', import.meta.url));
    const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    expect(await startChild(tsc, ['--project', project]).ended).toBe(0);
    const code = `import { follow, overWebSocket } from 'calls-subgraph/client';
      const [url, key, query, after] = process.argv.slice(1);
      const transport = overWebSocket({ url, connectionParams: { apiKey: key } });
      for await (const { event } of follow({ transport, query, variables: { after } })) {
        console.log('first: ' + event.id);
        process.exit(0);
      }`;
    const importing = startChild('--input-type=module', [
      ...['-e', code, `${t.url.replace('http', 'ws')}/ws`, t.key, `${CallEventsDocument}`, head],
    ]);
    const query = '{ callEventLog { nodes { id } } }';
    const first = await until(async () => {
      const { callEventLog } = await get<{ callEventLog: { nodes: { id: string }[] } }>(
        t.url,
        t.key,
        query,
      );
      return callEventLog.nodes[0]?.id;
    });
    expect((await importing.saw(/first: (\S+)/))[1]).toBe(first);
  });
});
