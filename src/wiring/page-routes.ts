import type { Config } from '../config.ts';
import { type Route, sendText } from '../http-server.ts';
import type { Log } from '../log.ts';
import { type AssetName, createPage, missingFor } from '../page/page.ts';

/** The page and GraphiQL, where they are on. What cannot be served says so in the log and at its address. */
export function pageRoutes(config: Pick<Config, AssetName>, log: Log): [string, Route][] {
  const on = (['page', 'graphiql'] as const).filter((name) => config[name]);
  if (on.length === 0) return [];
  const answer = createPage(on);
  const routes = on.map((name): [string, Route] => {
    const lacking = missingFor(name);
    const path = name === 'page' ? '' : name;
    if (lacking.length === 0) {
      return [path, (request, response) => answer(request, response, `${name}.html`)];
    }
    const problem = notServed(name, lacking);
    log.info(problem);
    return [path, (_, response) => sendText(response, 501, problem)];
  });
  return [...routes, ['assets/', (request, response, { rest }) => answer(request, response, rest)]];
}

export function servesGraphiql({ graphiql }: Pick<Config, 'graphiql'>): boolean {
  return graphiql && missingFor('graphiql').length === 0;
}

function notServed(name: AssetName, lacking: readonly string[]): string {
  const what = `needs packages that are not installed here (${lacking.join(', ')})`;
  return name === 'page'
    ? `The page ${what}: run \`npm run build\` where they are, or set PAGE=off.`
    : `GraphiQL ${what}: install with \`npm ci --include=dev\`, or set GRAPHIQL=off.`;
}
