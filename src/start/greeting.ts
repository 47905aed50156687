import type { DemoKeys } from './local-secrets.ts';

/** Printed when the service accepts requests. */
export function greeting(url: string, firstKey: string | 'not-printed' | null): string {
  return `\nThe calls subgraph serves ${url}/graphql\n${tellKey(firstKey)}`;
}

function tellKey(firstKey: string | 'not-printed' | null): string {
  if (firstKey === null) return '';
  if (firstKey === 'not-printed') return '\n  `npm run key` makes a tenant-wide key.\n';
  return `\n  A tenant-wide key, shown only now:\n\n    ${firstKey}\n`;
}

/** The key is in the fragment of the page's address, which a browser does not send to any server. */
export function pageUrl(url: string, { lineKey }: Required<DemoKeys>): string {
  return `${url}/#key=${lineKey}`;
}

export function demoGreeting(url: string, keys: Required<DemoKeys>, directory: string): string {
  return `
The calls subgraph serves ${url}/graphql, with a demo line at each of six simulated providers.
Somebody is ringing. Open this page to see the calls, and reject one:

  ${pageUrl(url, keys)}

Or paste this, to see with GraphQL what rings:

  curl ${url}/graphql -H 'content-type: application/json' \\
    -H 'authorization: Bearer ${keys.lineKey}' \\
    -d '${JSON.stringify({ query: ringing })}'

  The same and more to try in GraphiQL:  ${url}/graphiql#key=${keys.lineKey}
  A key for the demo's lines, which is in these addresses:  ${keys.lineKey}
  A tenant-wide key, which sees and configures everything:  ${keys.tenantKey}

The data is in ${directory} (DATA_DIR). Without the demo: npm start -- --no-demo
For production set DATABASE_URL and SEAL_KEYS; see docs/operations.md.
`;
}

const ringing =
  '{ calls(first: 3, filter: { statuses: [RINGING] }) { nodes { id ringingAt line { name } caller { phone displayName } } } }';
