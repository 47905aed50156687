import type { Config } from '../config.ts';
import type { Route } from '../http-server.ts';
import { type AssetName, createPage } from '../page/page.ts';

/** The page and GraphiQL, where they are on. */
export function pageRoutes({ page, graphiql }: Config): [string, Route][] {
  const on: AssetName[] = [
    ...(page ? ['page' as const] : []),
    ...(graphiql ? ['graphiql' as const] : []),
  ];
  if (on.length === 0) return [];
  const answer = createPage(on);
  const pages: [AssetName, [string, Route]][] = [
    ['page', ['', (request, response) => answer(request, response, 'page.html')]],
    ['graphiql', ['graphiql', (request, response) => answer(request, response, 'graphiql.html')]],
  ];
  return [
    ...pages.filter(([name]) => on.includes(name)).map(([, route]) => route),
    ['assets/', (request, response, { rest }) => answer(request, response, rest)],
  ];
}
