import type { RejectOutcome } from '../../call/rejection.ts';
import { alreadyOver, isWebPage, type Reply } from './reply.ts';
import { spokenWords } from './spoken-words.ts';

const statuses: ReadonlySet<number> = new Set([400, 404, 409, 410, 422]);

/**
 * Already over, where the answer says so, be it by a status of these or by a yes that means no: inferred, because it does not
 * say how the call ended.
 */
export function goneOutcomeOf(reply: Reply, providerCallId: string): RejectOutcome | undefined {
  const isNo = statuses.has(reply.status) || (reply.status < 300 && reply.said?.success === false);
  if (!isNo || isWebPage(reply)) return undefined;
  return namesGoneCall(spokenWords(reply), providerCallId) ? alreadyOver(reply, true) : undefined;
}

/**
 * No document says what a call that is over is answered with, so an answer counts only where its words name the call and
 * say that it is not there any more: a 404 alone may be of a wrong base URL, and a 400 of any mistake in the request.
 * Two of the providers are Brazilian and may say it in Portuguese.
 */
export function namesGoneCall(words: string, providerCallId: string): boolean {
  const { plain, namesIt } = plainWords(words, providerCallId);
  if (somethingElse.test(plain.replace(commonplaces, ' '))) return false;
  return patterns.some((pattern) => pattern.test(plain)) || (namesIt && idleWithId.test(plain));
}

/** What may be missing, wrong or over in a sentence that names a call without being about its end. */
const somethingElse =
  /\b(?:engine|plan|endpoint|operation|subscription|session|body|request|token|motor|plano|assinatura|sessao|corpo|requisicao)\b/;
/** In these, such a word says nothing of itself. */
const commonplaces =
  /\b(?:bad|invalid) request(?: error)?\b|\brequest failed\b|\b(?:in|on|of|for|na|da) (?:this |that |the |your |esta )?(?:session|sessao)\b|\b(?:nesta|nessa) sessao\b/g;

const call = '(?:call|chamada|ligacao)';
const verbs = 'reject|decline|refuse|accept|answer|end|terminate|cancel|get|make|start|offer';
/** Calls of programs, and what of a call may be missing: neither is the call itself. */
const otherCalls =
  'api|function|method|procedure|rpc|system|database|tool|webhook|number (?:of|for)(?: the| this| that)?';
const named = `(?<!\\b(?:${otherCalls}|${verbs}) )\\b${call}(?: (?:call|id|with|that|you|requested|specified|com|o|a))*`;
const filler = '(?: (?:is|was|has|have|had|been|does|did|could|can|it|ja|foi|esta))*';
const fate =
  '(?:ended|over|gone|terminated|finished|completed|closed|expired|rejected|declined|refused|answered|accepted|missed|cancell?ed|hung up)';
const destino =
  '(?:encerrada|finalizada|terminada|rejeitada|recusada|atendida|cancelada|expirada|perdida|desligada)';
const end = '(?= *(?:[.;!?]|$))';
const endOrPlace = '(?= *(?:[.;!?]|$)| (?:in|on|at|with|for|to|from|was|is|were|found|exists?)\\b)';
const gone = [
  '(?:not|no longer|never) (?:found|exists?|existed|be found|ringing|in progress|incoming ring)',
  'no longer active',
  '(?:doesnt|didnt|cannot|cant|couldnt|isnt|wasnt) (?:exist|be found|found|ringing|in progress)',
  `already(?: been)? ${fate}`,
  '(?:ended|terminated|finished|hung up)(?! (?:with (?:an )?error|unexpectedly|abnormally)\\b)',
  `(?:over|gone|expired)${end}`,
  `nao (?:foi )?(?:encontrada|existe|localizada|esta (?:mais )?(?:tocando|chamando|ativa))|inexistente|${destino}`,
].join('|');

/** Of calls in general it may mean that the provider does not offer them, so it counts only of this one. */
const idle =
  '(?:(?:not|no longer) (?:active|available|there)|(?:isnt|wasnt) (?:active|available|there))';
const idleWithId = new RegExp(`${named}${filler} ${idle}\\b`);

const patterns = [
  new RegExp(`${named}${filler} (?:${gone})\\b`),
  new RegExp(`\\b(?:no|nenhuma) such ${call}${endOrPlace}`),
  new RegExp(
    `\\b(?:no|nenhuma) (?:active|ringing|incoming|ongoing|pending|matching) ${call}s?${endOrPlace}`,
  ),
  new RegExp(
    `\\b(?:no|nenhuma) ${call}s? (?:was |were |foi )?(?:found|exists?|ringing|encontrada)\\b`,
  ),
  new RegExp(`\\bunknown ${call}(?: id)?${end}`),
  new RegExp(
    `\\b(?:not|cannot|cant|couldnt) find (?:(?:the|this|that|a|an|any|such|active|ringing|incoming) )*${call}(?= (?:call|id|with|in|for)\\b| *(?:[.;!?]|$))`,
  ),
];

const shortestId = 6;

/** Lower case, without accents, codes split into words; the id stands for the call, but not within a path, which only says what was asked for. */
function plainWords(words: string, providerCallId: string) {
  const withoutPaths = words.replace(/\S{0,300}\/(?:calls|api|v\d+)\b\S*/gi, ' ');
  const namesIt = providerCallId.length >= shortestId && withoutPaths.includes(providerCallId);
  const withCall = namesIt ? withoutPaths.replaceAll(providerCallId, ' call ') : withoutPaths;
  return { plain: inPlainLetters(withCall), namesIt };
}

/** Which session an answer is about, as in "Session default: …". */
const sessionAndColon = /\bsession [\w.-]+:/gi;

/** What stands behind a colon is not the object of the verb before it. */
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
