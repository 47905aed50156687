import type { Demo } from './demo.ts';

/** Printed when the service accepts requests. */
export function greeting(url: string, firstKey: string | 'not-printed' | null): string {
  return `\nThe calls subgraph serves ${url}/graphql\n${tellKey(firstKey)}`;
}

function tellKey(firstKey: string | 'not-printed' | null): string {
  if (firstKey === null) return '';
  if (firstKey === 'not-printed') return '\n  `npm run key` makes a tenant-wide key.\n';
  return `\n  A tenant-wide key, shown only now:\n\n    ${firstKey}\n`;
}

export function demoGreeting(
  url: string,
  { keys, ringingCallId }: Demo,
  directory: string,
): string {
  return `
The calls subgraph serves ${url}/graphql, with a demo line that rings by itself.

  A key for the demo line (sees its calls and rejects them):   ${keys.lineKey}
  A tenant-wide key (sees and configures everything):          ${keys.tenantKey}

List the calls:

  ${curl(url, keys.lineKey, '{ calls(first: 3) { nodes { id status ringingAt caller { phone } } } }')}

Reject the call that is ringing now:

  ${curl(url, keys.lineKey, `mutation { rejectCall(id: "${ringingCallId}") { __typename ... on CallRejected { call { status history { nodes { kind recordedAt } } } rejection { state } } ... on CallsUserError { message } } }`)}

Watch the events:

  curl -N ${url}/graphql -H 'accept: text/event-stream' -H 'content-type: application/json' \\
    -H 'authorization: Bearer ${keys.lineKey}' \\
    -d '${JSON.stringify({ query: 'subscription { callEvents { kind cursor call { id status } } }' })}'

The data is in ${directory} (DATA_DIR). Set DATABASE_URL and SEAL_KEYS to run on PostgreSQL; see the README.
`;
}

function curl(url: string, key: string, query: string): string {
  return `curl ${url}/graphql -H 'content-type: application/json' \\
    -H 'authorization: Bearer ${key}' \\
    -d '${JSON.stringify({ query })}'`;
}
