import type { DemoKeys } from './local-secrets.ts';

/**
 * Printed when the service accepts requests. `firstKey` is the key of the tenant that this start has created; null if a tenant
 * existed before; 'not-printed' if keys may not be printed, so that no key was made.
 */
export function greeting(url: string, firstKey: string | 'not-printed' | null): string {
  return `\nThe calls subgraph serves ${url}/graphql\n${tellKey(firstKey)}`;
}

function tellKey(firstKey: string | 'not-printed' | null): string {
  if (firstKey === null) return '';
  if (firstKey === 'not-printed') return '\n  `npm run key` makes a tenant-wide key.\n';
  return `\n  A tenant-wide key, shown only now:\n\n    ${firstKey}\n`;
}

export interface DemoGreeting {
  readonly url: string;
  readonly keys: Required<DemoKeys>;
  readonly directory: string;
  /** Whether the page and GraphiQL are served. */
  readonly page: boolean;
  readonly graphiql: boolean;
  oneTimeCode(key: string): string;
}

export function demoGreeting(demo: DemoGreeting): string {
  const { url, keys, directory } = demo;
  return `
The calls subgraph serves ${url}/graphql, with a demo line at each of six simulated providers.
Somebody is ringing.${demo.page ? ` Open this page to see the calls, and reject one:\n\n  ${linkTo(demo, '/')}\n` : ''}
Paste this, to see with GraphQL what rings:

${curl(demo, { query: ringing })}

Then reject a call: paste this with its id in place of call_…

${curl(demo, { query: rejecting, variables: { id: 'call_…' } })}

${demo.graphiql ? `  The same and more, ready to run in GraphiQL:  ${linkTo(demo, '/graphiql')}\n` : ''}  A key for the demo's lines, to sign in later or elsewhere:  ${keys.lineKey}
  A tenant-wide key, which sees and configures everything:    ${keys.tenantKey}

The data is in ${directory} (DATA_DIR). Without the demo: npm start -- --no-demo
For production set DATABASE_URL and SEAL_KEYS; see docs/operations.md.
`;
}

/**
 * A link that signs in with a code that works once. The code is in the fragment, which is not sent to any server. The key itself
 * would stay in the browser's history.
 */
const linkTo = ({ url, keys, oneTimeCode }: DemoGreeting, path: string) =>
  `${url}${path}#code=${oneTimeCode(keys.lineKey)}`;

const curl = ({ url, keys }: DemoGreeting, body: object) =>
  `  curl ${url}/graphql -H 'content-type: application/json' \\
    -H 'authorization: Bearer ${keys.lineKey}' \\
    -d '${JSON.stringify(body)}'`;

const ringing =
  '{ calls(first: 3, filter: { statuses: [RINGING] }) { nodes { id ringingAt line { name } caller { phone displayName } } } }';

const rejecting =
  'mutation ($id: ID!) { rejectCall(id: $id) { __typename ... on CallRejected { rejection { state } } ... on CallsUserError { message } } }';
