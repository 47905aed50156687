import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp, testConfig } from '../support/app.ts';
import { type Child, startChild } from '../support/child.ts';

const attackers = 40;
const probes = 15;
/** Without turns, most attackers are served between two probes. */
const mostBetween = attackers / 4;

/** How long a probe waits must not depend on how many clients attack. */
describe('a process whose clients send documents that are expensive to validate', () => {
  let t: TestApp;
  let child: Child;
  let url: string;

  beforeAll(async () => {
    t = await startTestApp();
    const database = { is: 'postgres', url: t.databaseUrl, directUrl: t.databaseUrl } as const;
    const config = testConfig({ ...database, poolSize: 4 });
    child = startChild('test/faults/process.ts', [JSON.stringify({ config, overrides: {} })]);
    url = (await child.saw(/http\S+/))[0];
  });
  afterAll(async () => {
    await child.kill('SIGKILL');
    await t.stop();
  });

  const worst = `calls { nodes { ${'caller { id } '.repeat(90)} } }`;

  it('answers its health check between documents of the worst shape that is let in', async () => {
    let served = 0;
    let isOver = false;
    const statuses = new Set<number>();
    const attack = async (n: number) => {
      for (let round = 0; !isOver; round++) {
        const query = `query a${n}_${round} { ${worst} }`;
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${t.key}` },
          body: JSON.stringify({ query }),
        });
        statuses.add(response.status);
        await response.text();
        served += 1;
      }
    };
    const all = Array.from({ length: attackers }, (_, n) => attack(n));
    const between: number[] = [];
    for (let n = 0; n < probes; n++) {
      const before = served;
      const response = await fetch(`${url}/livez`);
      expect([response.status, await response.text()]).toEqual([200, 'alive\n']);
      between.push(served - before);
    }
    isOver = true;
    await Promise.all(all);
    expect([...statuses]).toEqual([200]);
    const usual = between.toSorted((a, b) => a - b)[probes >> 1];
    expect(usual).toBeLessThan(mostBetween);
  });
});
