import type { OneTimeCodes } from '../access/keys/one-time-codes.ts';
import type { Config } from '../config.ts';
import { type Route, sendText } from '../http-server.ts';
import type { Log } from '../log.ts';
import { type AssetName, createPage, missingFor } from '../page/page.ts';
import { readBody } from '../read-body.ts';

/** The routes of the page and of GraphiQL, if they are on. If packages of one are missing, its path answers 501, and the log says why. */
export function pageRoutes(
  config: Pick<Config, AssetName>,
  codes: OneTimeCodes,
  log: Log,
): [string, Route][] {
  const enabled = (['page', 'graphiql'] as const).filter((name) => config[name]);
  if (enabled.length === 0) return [];
  const answer = createPage(enabled);
  const routes = enabled.map((name): [string, Route] => {
    const lacking = missingFor(name);
    // The empty string is the route of `/`.
    const path = name === 'page' ? '' : name;
    if (lacking.length === 0) {
      return [path, (request, response) => answer(request, response, `${name}.html`)];
    }
    const problem = notServed(name, lacking);
    log.info(problem);
    return [path, (_, response) => sendText(response, 501, problem)];
  });
  return [
    ...routes,
    // The final slash: every path below it. `rest` is the name of the file.
    ['assets/', (request, response, { rest }) => answer(request, response, rest)],
    ['sign-in', signInDoor(codes)],
  ];
}

export function servesGraphiql({ graphiql }: Pick<Config, 'graphiql'>): boolean {
  return graphiql && missingFor('graphiql').length === 0;
}

function notServed(name: AssetName, lacking: readonly string[]): string {
  const problem = `needs packages that are not installed here (${lacking.join(', ')})`;
  return name === 'page'
    ? `The page ${problem}: run \`npm run build\` where they are, or set PAGE=off.`
    : `GraphiQL ${problem}: install with \`npm ci --include=dev\`, or set GRAPHIQL=off.`;
}

/** The bounds of a request that brings a code. */
const maxBytes = 200;
const withinMs = 5000;

/** Exchanges a one-time code for its key. Only for a POST: link previews and prefetching send GETs, which would use up the code. */
function signInDoor(codes: OneTimeCodes): Route {
  return async (request, response) => {
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST');
      return sendText(response, 405, 'Send the code of the link as the body of a POST.');
    }
    const body = await readBody(request, maxBytes, withinMs);
    // Too many bodies are arriving, so this one was given up.
    if (body.is === 'crowded-out') return sendText(response, 503, 'Try again in a moment.');
    const key = body.is === 'read' ? codes.redeem(body.bytes.toString('utf8')) : null;
    response.setHeader('cache-control', 'no-store');
    if (key === null) return sendText(response, 410, gone);
    sendText(response, 200, key);
  };
}

const gone =
  'This link was used already, or it is older than 15 minutes. Enter a key, such as the one that `npm start` has printed, or start the service again for a new link.';
