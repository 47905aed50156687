import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

describe('GraphiQL without the page', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await startTestApp({ config: { page: false } });
  });
  afterAll(() => t.stop());

  it('names only files that there are, and needs nothing from elsewhere', async () => {
    const html = await (await fetch(`${t.url}/graphiql`)).text();
    const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(named.sort()).toEqual(['assets/graphiql.css', 'assets/graphiql.js', 'assets/page.svg']);
    const answers = await Promise.all(named.map((path) => fetch(`${t.url}/${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(html).not.toMatch(/<script>|<style|onclick|https?:/);
    const { status } = await fetch(`${t.url}/assets/page.js`);
    expect(status).toBe(404);
  });
});
