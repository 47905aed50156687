import { type Command, type Input, Refusal, UsageError } from '../command.ts';
import { lineNamed, readLines } from '../read-lines.ts';
import { openService, type Service } from '../service.ts';

export const keys: Command = {
  summary: 'shows the key in use, makes keys and revokes them',
  takes: '[new NAME | revoke ID]',
  details: [
    'calls keys            shows whose key is in use, and what for',
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
  },
  words: [0, 2],
  run(input) {
    const [action, value] = input.words;
    const service = () => openService(input.options);
    if (action === undefined) return show(input, service());
    if (action === 'new' && value !== undefined) return make(input, service(), value);
    if (action === 'revoke' && value !== undefined) return revoke(input, service(), value);
    throw new UsageError(`Nothing is known of \`keys ${input.words.join(' ')}\`.`);
  },
};

interface Viewer {
  readonly callsViewer: {
    readonly name: string;
    readonly scope: 'LINES' | 'TENANT';
    readonly lines: readonly { readonly id: string; readonly name: string }[];
  };
}

async function show({ out }: Input, service: Service): Promise<0> {
  const asked = await service.ask<Viewer>('{ callsViewer { name scope lines { id name } } }');
  const { name, scope, lines } = asked.callsViewer;
  out.json(asked.callsViewer);
  out.line(`${name}: ${scope === 'TENANT' ? 'tenant-wide' : 'for these lines'}`);
  for (const line of lines) out.line(`  ${line.id}  ${line.name}`);
  return 0;
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
  const wanted = options.texts('line');
  const known = wanted.length > 0 ? await readLines(service) : [];
  const lineIds = wanted.map((one) => lineNamed(known, one).id);
  const input = { name, ...(lineIds.length > 0 && { lineIds }) };
  const { createCallsApiKey: made } = await service.ask<Created>(create, { input });
  if (made.key === undefined) throw new Refusal(made.message ?? 'No key was made.');
  out.json({ id: made.id, key: made.key });
  out.line(made.key);
  out.note(`This is ${made.id}. The key is not shown again.`);
  return 0;
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
