import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, Refusal } from '../command.ts';
import { fetchWhole } from '../fetch-whole.ts';
import { objectIn } from '../object-in.ts';
import { lineNamed, readLines, type ShownLine } from '../read-lines.ts';
import { isHere, notReached, openService, reasonOf, type Service } from '../service.ts';

export const ring: Command = {
  summary: 'lets a simulated caller ring a line of the demo',
  takes: '[LINE]',
  details: [
    'Lets a simulated caller ring a line whose provider is a simulator on this machine, as in the demo. LINE is an id or a',
    'name; without it, the first such line rings. Prints the id of the call.',
  ].join('\n'),
  options: {
    from: { type: 'string', value: 'PHONE', help: 'who rings; otherwise someone' },
    seconds: {
      type: 'string',
      value: 'N',
      help: 'how long it rings; otherwise as the simulator likes',
    },
  },
  // The least and the most words after the name of the command.
  words: [0, 1],
  async run({ words: [wanted], options, out }) {
    const service = openService(options);
    const line = simulatedLine(await readLines(service), wanted);
    const seconds = options.count('seconds', 1, 3600);
    const from = options.text('from');
    const providerCallId = await ringAt(line, from && callerFrom(from), seconds);
    const id = await callNamed(service, providerCallId);
    // `json` writes only with `--json`, and `line` only without. `note` writes to standard error.
    out.json({ id, providerCallId, line: line.id });
    out.line(id);
    out.note(`${line.name} rings.`);
    return 0;
  },
};

/**
 * A number may be given as people write it. Letters stay, because carriers send words such as `anonymous` for a withheld number. An
 * address of WhatsApp, such as `5511999999999@s.whatsapp.net`, is left as it is.
 */
function callerFrom(text: string): string {
  return text.includes('@') ? text.trim() : text.replaceAll(/[^\da-z]/gi, '');
}

function simulatedLine(lines: readonly ShownLine[], wanted: string | undefined): ShownLine {
  const isSimulated = ({ baseUrl }: ShownLine) => isHere(new URL(baseUrl).hostname);
  if (wanted === undefined) {
    const line = lines.find(isSimulated);
    if (line) return line;
    throw new Refusal(
      'No line is at a simulator on this machine. `npm start` without settings has some.',
    );
  }
  const line = lineNamed(lines, wanted);
  if (isSimulated(line)) return line;
  throw new Refusal(
    `${line.name} is at ${line.baseUrl}, which is no simulator: ring it with a phone.`,
  );
}

async function ringAt(
  { baseUrl, name }: ShownLine,
  from: string | undefined,
  seconds: number | undefined,
): Promise<string> {
  const url = new URL('/simulator/ring', baseUrl);
  if (from !== undefined) url.searchParams.set('from', from);
  if (seconds !== undefined) url.searchParams.set('ringLimitMs', String(seconds * 1000));
  const answer = await fetchWhole(url, { method: 'POST', signal: AbortSignal.timeout(5000) }).catch(
    (error: Error) => {
      throw new Refusal(
        `The simulator of ${name} cannot be reached (${reasonOf(error)}).`,
        notReached,
      );
    },
  );
  const { id }: { id?: unknown } = answer.ok ? objectIn(answer.text) : {};
  if (typeof id !== 'string')
    throw new Refusal(`${baseUrl}, where ${name} is, is no simulator of ours.`);
  return id;
}

/** With the pauses this is five seconds. */
const tries = 25;

/** Waits until the event of the ring has reached the service, and returns our id of the call. */
async function callNamed(service: Service, providerCallId: string): Promise<string> {
  // The argument may also be the provider's id of a call.
  const query = 'query ($id: ID!) { call(id: $id) { id } }';
  for (let n = 0; n < tries; n++) {
    const { call } = await service.ask<{ call: { id: string } | null }>(query, {
      id: providerCallId,
    });
    if (call) return call.id;
    await sleep(200);
  }
  throw new Refusal(
    `The simulator rings as ${providerCallId}, and the service has not heard of it.`,
  );
}
