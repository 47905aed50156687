import type { RejectOutcome } from '../../call/rejection.ts';
import { alreadyOver, isWebPage, type Reply } from './reply.ts';
import { messageWords } from './spoken-words.ts';

const statuses: ReadonlySet<number> = new Set([400, 404, 409, 410, 422]);

/**
 * The outcome `already-over` if the provider refuses, with one of these statuses or with a 2xx whose `success` is false, and its
 * words say that the call is over; otherwise undefined. It is marked as inferred, because the words do not say how the call ended.
 */
export function goneOutcomeOf(reply: Reply, providerCallId: string): RejectOutcome | undefined {
  const isRefusal =
    statuses.has(reply.status) || (reply.status < 300 && reply.json?.success === false);
  if (!isRefusal || isWebPage(reply)) return undefined;
  return namesGoneCall(messageWords(reply), providerCallId) ? alreadyOver(reply, true) : undefined;
}

/**
 * No provider documents the words of its answer for a call that is over, so only an answer whose words name the call and say
 * that it no longer exists counts. A 404 alone may mean a wrong base URL, and a 400 any mistake in the request. Two providers are
 * Brazilian and may answer in Portuguese.
 */
export function namesGoneCall(words: string, providerCallId: string): boolean {
  const { plain, namesId } = plainWords(words, providerCallId);
  if (somethingElse.test(plain.replace(commonplaces, ' '))) return false;
  return patterns.some((pattern) => pattern.test(plain)) || (namesId && idleWithId.test(plain));
}

/** If an answer has one of these words, the session or the request may be missing or over instead of the call. */
const somethingElse =
  /\b(?:engine|plan|endpoint|operation|subscription|session|body|request|token|motor|plano|assinatura|sessao|corpo|requisicao)\b/;
/** In these phrases, the words of `somethingElse` have no meaning of their own. */
const commonplaces =
  /\b(?:bad|invalid) request(?: error)?\b|\brequest failed\b|\b(?:in|on|of|for|na|da) (?:this |that |the |your |esta )?(?:session|sessao)\b|\b(?:nesta|nessa) sessao\b/g;

const call = '(?:call|chamada|ligacao)';
/** After a verb, `call` may belong to the name of a command: "reject call not found" does not say that the call is over. */
const verbs = 'reject|decline|refuse|accept|answer|end|terminate|cancel|get|make|start|offer';
/** After these words, `call` means the call of a program ("API call not found"), or is not what is missing ("number of the call"). */
const otherCalls =
  'api|function|method|procedure|rpc|system|database|tool|webhook|number (?:of|for)(?: the| this| that)?';
/** The call as the subject of a sentence: `call`, `call id`, `call with id`. */
const named = `(?<!\\b(?:${otherCalls}|${verbs}) )\\b${call}(?: (?:call|id|with|that|you|requested|specified|com|o|a))*`;
/** Words that may stand between the call and what is said of it. */
const filler = '(?: (?:is|was|has|have|had|been|does|did|could|can|it|ja|foi|esta))*';
const fate =
  '(?:ended|over|gone|terminated|finished|completed|closed|expired|rejected|declined|refused|answered|accepted|missed|cancell?ed|hung up)';
const fateInPortuguese =
  '(?:encerrada|finalizada|terminada|rejeitada|recusada|atendida|cancelada|expirada|perdida|desligada)';
/** The end of a sentence, so that nothing follows that changes its meaning. */
const end = '(?= *(?:[.;!?]|$))';
/** `end`, or a word that only adds where, when or how it was looked for. */
const endOrPlace = '(?= *(?:[.;!?]|$)| (?:in|on|at|with|for|to|from|was|is|were|found|exists?)\\b)';
const gone = [
  '(?:not|no longer|never) (?:found|exists?|existed|be found|ringing|in progress|incoming ring)',
  'no longer active',
  '(?:doesnt|didnt|cannot|cant|couldnt|isnt|wasnt) (?:exist|be found|found|ringing|in progress)',
  `already(?: been)? ${fate}`,
  '(?:ended|terminated|finished|hung up)(?! (?:with (?:an )?error|unexpectedly|abnormally)\\b)',
  `(?:over|gone|expired)${end}`,
  `nao (?:foi )?(?:encontrada|existe|localizada|esta (?:mais )?(?:tocando|chamando|ativa))|inexistente|${fateInPortuguese}`,
].join('|');

/** Said about calls in general, these words may mean that the provider offers no calls, so they count only with the id of the call. */
const idle =
  '(?:(?:not|no longer) (?:active|available|there)|(?:isnt|wasnt) (?:active|available|there))';
const idleWithId = new RegExp(`${named}${filler} ${idle}\\b`);

const patterns = [
  // "the call you requested has already ended"
  new RegExp(`${named}${filler} (?:${gone})\\b`),
  // "no such call"
  new RegExp(`\\b(?:no|nenhuma) such ${call}${endOrPlace}`),
  // "no active call in this session"
  new RegExp(
    `\\b(?:no|nenhuma) (?:active|ringing|incoming|ongoing|pending|matching) ${call}s?${endOrPlace}`,
  ),
  // "no call was found"
  new RegExp(
    `\\b(?:no|nenhuma) ${call}s? (?:was |were |foi )?(?:found|exists?|ringing|encontrada)\\b`,
  ),
  // "unknown call id"
  new RegExp(`\\bunknown ${call}(?: id)?${end}`),
  // "cannot find the active call"
  new RegExp(
    `\\b(?:not|cannot|cant|couldnt) find (?:(?:the|this|that|a|an|any|such|active|ringing|incoming) )*${call}(?= (?:call|id|with|in|for)\\b| *(?:[.;!?]|$))`,
  ),
];

/** A shorter id may be in the answer by chance. */
const minIdLength = 6;

/**
 * The words in lower case, without accents, with codes split into words. The id of the call is replaced by "call", except within a
 * path, which only repeats the request. The path's pattern has a bound, because `\S*` would take long on a text without spaces.
 */
function plainWords(words: string, providerCallId: string) {
  const withoutPaths = words.replace(/\S{0,300}\/(?:calls|api|v\d+)\b\S*/gi, ' ');
  const namesId = providerCallId.length >= minIdLength && withoutPaths.includes(providerCallId);
  const withCall = namesId ? withoutPaths.replaceAll(providerCallId, ' call ') : withoutPaths;
  return { plain: inPlainLetters(withCall), namesId };
}

/** Names the session that an answer is about, as in "Session default: …". */
const sessionAndColon = /\bsession [\w.-]+:/gi;

/** The words after a colon are not the object of the verb before it. */
const verbAndColon = new RegExp(`\\b(${verbs}):`, 'gi');

function inPlainLetters(words: string): string {
  return words
    .replace(sessionAndColon, ' ')
    .replace(verbAndColon, '$1; ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9.;!?]+/g, ' ')
    .trim();
}
