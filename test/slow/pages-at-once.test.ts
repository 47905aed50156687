import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.stop());

it('bundles the page and GraphiQL at once', async () => {
  const names = ['page.js', 'graphiql.js', 'page.css', 'graphiql.css'];
  const signal = AbortSignal.timeout(40_000);
  const answers = await Promise.all(
    names.map((name) => fetch(`${t.url}/assets/${name}`, { signal })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});
