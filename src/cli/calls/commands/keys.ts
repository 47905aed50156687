import { hasCalendarDate } from '../../../call/calendar-date.ts';
import { type Command, type Input, Refusal, UsageError } from '../command.ts';
import { lineNamed, readLines } from '../read-lines.ts';
import { openService, type Service } from '../service.ts';
import { moment, table } from '../table.ts';

export const keys: Command = {
  summary: 'shows the key in use, lists keys, makes and revokes them',
  takes: '[list | new NAME | revoke ID]',
  details: [
    'calls keys            shows whose key is in use, and what for',
    'calls keys list       lists the keys of the tenant, the newest first',
    'calls keys new NAME   makes a key, tenant-wide or of some lines, and prints it once',
    'calls keys revoke ID  makes a key stop working',
    '',
    'A key of some lines sees their calls and rejects them; a tenant-wide key configures, and rejects nothing.',
    'Where no key is left, `npm run key` makes one with the settings of the service.',
  ].join('\n'),
  options: {
    line: {
      type: 'string',
      multiple: true,
      value: 'LINE',
      help: 'id or name of a line that the new key is for; otherwise it is tenant-wide',
    },
    scope: {
      type: 'string',
      multiple: true,
      value: 'SCOPE',
      help: 'what the new key may do, such as calls:read',
    },
    expires: {
      type: 'string',
      value: 'TIME',
      help: 'when the new key stops working, such as 2030-01-31',
    },
  },
  words: [0, 2],
  run(input) {
    const [action, value] = input.words;
    const service = () => openService(input.options);
    if (action === undefined) return show(input, service());
    if (action === 'list' && value === undefined) return list(input, service());
    if (action === 'new' && value !== undefined) return make(input, service(), value);
    if (action === 'revoke' && value !== undefined) return revoke(input, service(), value);
    throw new UsageError(`Nothing is known of \`keys ${input.words.join(' ')}\`.`);
  },
};

const viewer = '{ callsViewer { name scope scopes expiresAt lines { id name } } }';

interface Viewer {
  readonly callsViewer: {
    readonly name: string;
    readonly scope: 'LINES' | 'TENANT';
    readonly scopes: readonly string[];
    readonly expiresAt: string | null;
    readonly lines: readonly { readonly id: string; readonly name: string }[];
  };
}

async function show({ out }: Input, service: Service): Promise<0> {
  const { callsViewer } = await service.ask<Viewer>(viewer);
  const { name, scope, scopes, expiresAt, lines } = callsViewer;
  out.json(callsViewer);
  out.line(`${name}: ${scope === 'TENANT' ? 'tenant-wide' : 'for these lines'}`);
  for (const line of lines) out.line(`  ${line.id}  ${line.name}`);
  out.line(`may: ${scopes.join(', ')}`);
  if (expiresAt) out.line(`until ${moment(expiresAt)}`);
  return 0;
}

const listing = `query ($after: String) { callsApiKeys(first: 100, after: $after) {
  nodes { id name scope scopes lineIds createdAt expiresAt lastUsedAt revokedAt }
  pageInfo { hasNextPage endCursor } } }`;

interface ListedKey {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

interface KeyPage {
  readonly callsApiKeys: {
    readonly nodes: readonly ListedKey[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Ends the list after 10 000 keys. */
const maxPages = 100;

async function list({ out }: Input, service: Service): Promise<0> {
  const listed: ListedKey[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const { callsApiKeys }: KeyPage = await service.ask<KeyPage>(listing, after ? { after } : {});
    listed.push(...callsApiKeys.nodes);
    if (!callsApiKeys.pageInfo.hasNextPage) break;
    after = callsApiKeys.pageInfo.endCursor;
  }
  for (const key of listed) out.json(key);
  const rows = listed.map((key) => [key.id, key.name, key.scope, usedOf(key), stateOf(key)]);
  out.line(table(['ID', 'NAME', 'FOR', 'LAST USED', 'STATE'], rows));
  return 0;
}

const usedOf = ({ lastUsedAt }: ListedKey) => (lastUsedAt ? moment(lastUsedAt) : 'never');

function stateOf({ revokedAt, expiresAt }: ListedKey): string {
  if (revokedAt) return `revoked ${moment(revokedAt)}`;
  if (!expiresAt) return 'works';
  return `${Date.parse(expiresAt) > Date.now() ? 'works until' : 'expired'} ${moment(expiresAt)}`;
}

const create = `mutation ($input: CreateCallsApiKeyInput!) { createCallsApiKey(input: $input) {
  __typename ... on CallsApiKeyCreated { id key } ... on CallsUserError { message } } }`;

interface Created {
  readonly createCallsApiKey: {
    readonly id?: string;
    readonly key?: string;
    readonly message?: string;
  };
}

async function make({ options, out }: Input, service: Service, name: string): Promise<0> {
  const idsOrNames = options.texts('line');
  const lines = idsOrNames.length > 0 ? await readLines(service) : [];
  const lineIds = idsOrNames.map((idOrName) => lineNamed(lines, idOrName).id);
  const scopes = options.texts('scope');
  const input = {
    name,
    ...(lineIds.length > 0 && { lineIds }),
    ...(scopes.length > 0 && { scopes }),
    ...expiryFrom(options.text('expires')),
  };
  const { createCallsApiKey: made } = await service.ask<Created>(create, { input });
  if (made.key === undefined) throw new Refusal(made.message ?? 'No key was made.');
  out.json({ id: made.id, key: made.key });
  out.line(made.key);
  out.note(`This is ${made.id}. The key is not shown again.`);
  return 0;
}

/** `Date` reads much else as some time: `7` as July 2001. */
const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d|$)/;

function expiryFrom(text: string | undefined): { readonly expiresAt?: string } {
  if (text === undefined) return {};
  const at = new Date(isTime.test(text) && hasCalendarDate(text) ? text : Number.NaN);
  if (Number.isNaN(at.getTime()))
    throw new UsageError(
      `--expires is ${text}, which is no time; give one such as 2030-01-31 or 2030-01-31T18:00:00Z.`,
    );
  return { expiresAt: at.toISOString() };
}

const revocation = `mutation ($id: ID!) { revokeCallsApiKey(id: $id) {
  __typename ... on CallsApiKeyRevoked { id } ... on CallsUserError { message } } }`;

interface Revoked {
  readonly revokeCallsApiKey: { readonly id?: string; readonly message?: string };
}

async function revoke({ out }: Input, service: Service, id: string): Promise<0> {
  const { revokeCallsApiKey: revoked } = await service.ask<Revoked>(revocation, { id });
  if (revoked.id === undefined) throw new Refusal(revoked.message ?? 'No key was revoked.');
  out.json({ id: revoked.id, revoked: true });
  out.line(`${revoked.id} no longer works.`);
  return 0;
}
