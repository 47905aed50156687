import { type Command, type Output, Refusal } from '../command.ts';
import { openService, type Service } from '../service.ts';
import { moment } from '../table.ts';
import { colourOf } from './tail.ts';

export const exportCall: Command = {
  summary: 'writes everything that is known of a call, and its history',
  takes: 'CALL',
  details: [
    'Writes a call, named by our id or by the provider’s, with every entry of its history, as text or, with --json, as one',
    'JSON object.',
  ].join('\n'),
  options: {},
  words: [1, 1],
  async run({ words: [id = ''], options, out }) {
    const call = await readCall(openService(options), id);
    // One of the two prints nothing, depending on `--json`.
    out.json(call);
    for (const line of textOf(call, out)) out.line(line);
    return 0;
  },
};

const fields = `id providerCallId status endReason inferred direction media ringingAt ringDeadlineAt answeredAt endedAt revision
  dialledNumber line { id name provider } caller { id phone displayName tier }
  rejection { id state inferred reason requestedAt settledAt decidedInMs dispatchedInMs requestedBy { kind name }
    problem { kind message } followUp { state text sentAt notSent { reason because } }
    attempts { number request startedAt finishedAt outcome problem { kind message } } }
  decision { verdict reason sentence } notice { state text sentAt }`;

const entry =
  'id kind occurredAt recordedAt cause actor { kind name } snapshot { status revision }';

const query = `query ($id: ID!, $after: String) { call(id: $id) { ${fields}
  history(first: 100, after: $after) { nodes { ${entry} } pageInfo { hasNextPage endCursor } } } }`;

interface Entry {
  readonly kind: string;
  readonly occurredAt: string;
  readonly cause: string | null;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly snapshot: { readonly status: string };
}

interface ReadCall {
  readonly id: string;
  readonly providerCallId: string;
  readonly status: string;
  readonly endReason: string | null;
  readonly line: { readonly name: string; readonly provider: string };
  readonly caller: { readonly phone: string | null; readonly displayName: string | null };
  readonly rejection: {
    readonly state: string;
    readonly reason: string;
    readonly problem: { readonly message: string } | null;
    readonly followUp: { readonly state: string } | null;
  } | null;
}

type Exported = ReadCall & { readonly history: readonly Entry[] };

interface Page {
  readonly call:
    | (ReadCall & {
        readonly history: {
          readonly nodes: readonly Entry[];
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      })
    | null;
}

const maxPages = 1000;

async function readCall(service: Service, id: string): Promise<Exported> {
  const history: Entry[] = [];
  let after: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const { call }: Page = await service.ask<Page>(query, { id, ...(after !== null && { after }) });
    if (call === null) throw new Refusal(`There is no call ${id} that this key may see.`);
    history.push(...call.history.nodes);
    after = call.history.pageInfo.endCursor;
    if (!call.history.pageInfo.hasNextPage) return { ...call, history };
  }
  throw new Refusal(`The history of ${id} has more than ${maxPages * 100} entries.`);
}

function textOf(call: Exported, out: Output): string[] {
  const { id, providerCallId, status, endReason, line, caller, rejection, history } = call;
  const who = caller.phone ?? caller.displayName ?? 'unknown caller';
  return [
    `${id}  ${status}${endReason ? ` (${endReason})` : ''}`,
    `${who} → ${line.name} at ${line.provider}, where it is ${providerCallId}`,
    ...(rejection ? [rejectionText(rejection)] : []),
    '',
    ...history.map((entry) => entryText(entry, out)),
  ];
}

function rejectionText({ state, reason, problem, followUp }: NonNullable<ReadCall['rejection']>) {
  const text = followUp ? `, text ${followUp.state}` : '';
  return `rejected as ${reason}: ${state}${problem ? ` (${problem.message})` : ''}${text}`;
}

function entryText({ kind, occurredAt, cause, actor, snapshot }: Entry, out: Output): string {
  const words = [
    moment(occurredAt),
    out.paint(colourOf(kind), kind.padEnd(22)),
    snapshot.status.padEnd(9),
    `by ${actor.kind} ${actor.name}${cause ? `: ${cause}` : ''}`,
  ];
  return words.join('  ');
}
