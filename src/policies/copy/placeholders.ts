/** The values of placeholders. */
export interface Fills {
  readonly lineName: string;
  /** Null if the line is open now, never opens or has no opening hours. */
  readonly nextOpening: string | null;
  /** The URL of a link; undefined if there is no such link. */
  readonly linkTo: (name: string) => string | undefined;
}

/** Matches `{lineName}` and `{link:shop}`. */
const placeholder = /\{([^{}]*)\}/g;
const fixedNames = ['lineName', 'nextOpening'] as const;

/** The placeholders in a text that are not filled in, such as `{lineNam}`. `links` are the names of the links. */
export function unknownPlaceholders(text: string, links: readonly string[]): string[] {
  const names = namesOf(links);
  return [...text.matchAll(placeholder)]
    .filter(([, name = '']) => !names.includes(name))
    .map(([whole]) => whole);
}

function namesOf(links: readonly string[]): readonly string[] {
  return [...fixedNames, ...links.map((name) => `link:${name}`)];
}

/** Returns the problem of braces outside placeholders, or null if there is none. */
export function braceProblem(text: string): string | null {
  const rest = text.replace(placeholder, '');
  if (!/[{}]/.test(rest)) return null;
  const doubled = /\{\{[^{}]*\}\}/.exec(text)?.[0];
  if (doubled) return `${doubled} has its braces twice: write ${doubled.slice(1, -1)}`;
  const brace = rest.includes('{') ? '{' : '}';
  return `has a ${brace} without its ${brace === '{' ? '}' : '{'}`;
}

/** Whether the text tells when the line opens next. */
export function tellsOpening(text: string): boolean {
  return text.includes('{nextOpening}');
}

/** All placeholders that a text may have, as a list for a message. */
export function knownPlaceholders(links: readonly string[]): string {
  return namesOf(links)
    .map((name) => `{${name}}`)
    .join(', ');
}

/** Returns null if a placeholder has no value, because an incomplete sentence must not be sent. */
export function fillIn(text: string, fills: Fills): string | null {
  const values = [...text.matchAll(placeholder)].map(([, name = '']) => fillFor(name, fills));
  if (values.some((value) => value === null)) return null;
  return text.replace(placeholder, (_, name: string) => fillFor(name, fills) ?? '');
}

function fillFor(name: string, fills: Fills): string | null {
  if (name === 'lineName') return fills.lineName;
  if (name === 'nextOpening') return fills.nextOpening;
  // A link such as `{link:shop}`: a text with any other placeholder is not saved (`unknownPlaceholders`).
  return fills.linkTo(name.replace(/^link:/, '')) ?? null;
}
