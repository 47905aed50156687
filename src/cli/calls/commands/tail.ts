import type { Colour, Command, Input, Output } from '../command.ts';
import { cursorIn, keepCursor } from '../cursor-file.ts';
import { follow, type ShownEvent } from '../follow.ts';
import { lineNamed, readLines } from '../read-lines.ts';
import { openService, type Service } from '../service.ts';
import { moment } from '../table.ts';

export const tail: Command = {
  summary: 'follows what happens to calls, and resumes where it left off',
  takes: '',
  details: [
    'Prints each event of the journal as it is recorded, until it is interrupted. A broken connection is made again, and',
    'the events go on behind the last one.',
    '`--cursor-file FILE` keeps the place: the next `tail` with the same file begins behind the last event of this one.',
  ].join('\n'),
  options: {
    line: {
      type: 'string',
      multiple: true,
      value: 'LINE',
      help: 'id or name of a line; only its calls',
    },
    call: { type: 'string', value: 'CALL', help: 'only this call, by our id or the provider’s' },
    kind: {
      type: 'string',
      multiple: true,
      value: 'KIND',
      help: 'only events of this kind, such as RANG',
    },
    after: { type: 'string', value: 'CURSOR', help: 'what came after this event, then what comes' },
    'cursor-file': {
      type: 'string',
      value: 'FILE',
      help: 'begin behind the cursor in this file, and keep it',
    },
    count: { type: 'string', value: 'N', help: 'end after so many events' },
  },
  words: [0, 0],
  async run(input) {
    const { options, out, signal } = input;
    const service = openService(options);
    const maxEvents = options.count('count', 1, 1_000_000_000) ?? Number.POSITIVE_INFINITY;
    const file = options.text('cursor-file');
    const filter = await filterFrom(input, service);
    const given = options.text('after') ?? cursorIn(file);
    // Starts with a cursor, so that an interruption or a broken connection before the first event loses none either.
    let after = given ?? (await headOf(service));
    if (file !== undefined && given === undefined) keepCursor(file, after);
    let seen = 0;
    const onBroken = (because: string) => out.note(`Disconnected: ${because}. Resuming.`);
    for await (const event of follow(service, { filter, after, signal, onBroken })) {
      out.json(event);
      out.line(lineOf(event, out));
      after = event.cursor;
      if (file !== undefined) keepCursor(file, after);
      if (++seen >= maxEvents) break;
    }
    if (file === undefined) out.note(`To go on from here: --after ${after}`);
    // A cursor that was given is kept only here, because the service may have refused it.
    else keepCursor(file, after);
    return 0;
  },
};

/** The cursor of the newest event. */
async function headOf(service: Service): Promise<string> {
  return (await service.ask<{ callEventHead: string }>('{ callEventHead }')).callEventHead;
}

async function filterFrom({ options }: Input, service: Service) {
  const idsOrNames = options.texts('line');
  const lines = idsOrNames.length > 0 ? await readLines(service) : [];
  const kinds = options.texts('kind').map((kind) => kind.toUpperCase());
  const callId = options.text('call');
  return {
    ...(idsOrNames.length > 0 && {
      lineIds: idsOrNames.map((idOrName) => lineNamed(lines, idOrName).id),
    }),
    ...(callId !== undefined && { callId }),
    ...(kinds.length > 0 && { kinds }),
  };
}

/** Kinds of events that an operator should look into are red, other rejections yellow. */
export function colourOf(kind: string): Colour {
  if (['REJECT_EXPIRED', 'REJECT_INEFFECTIVE', 'REJECT_REFUSED', 'FAILED'].includes(kind))
    return 'red';
  if (kind.startsWith('REJECT') || kind === 'REDIRECTED') return 'yellow';
  if (kind === 'RANG' || kind === 'ANSWERED') return 'green';
  return kind === 'NOTED' ? 'gray' : 'cyan';
}

function lineOf({ kind, occurredAt, cause, actor, call }: ShownEvent, out: Output): string {
  const caller = call.caller.phone ?? call.caller.displayName ?? 'unknown caller';
  const words = [
    moment(occurredAt),
    out.paint(colourOf(kind), kind.padEnd(22)),
    call.id,
    `${caller} → ${call.line.name}`,
    `by ${actor.kind} ${actor.name}`,
    ...(cause ? [`(${cause})`] : []),
  ];
  return words.join('  ');
}
