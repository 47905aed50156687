import { posix } from 'node:path';
import {
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
} from 'graphql';

export interface Paper {
  readonly path: string;
  readonly text: string;
}

export interface Repository {
  readonly papers: readonly Paper[];
  /** Every file, from the root of the repository. */
  readonly files: readonly string[];
  textOf(file: string): string;
  /** The scripts of package.json. */
  readonly scripts: readonly string[];
  readonly schema: GraphQLSchema;
}

interface Block {
  readonly language: string;
  readonly text: string;
}

interface Page extends Paper {
  readonly blocks: readonly Block[];
  /** Without its fenced blocks. */
  readonly prose: string;
  /** The code spans of the prose. */
  readonly spans: readonly string[];
}

const longestReadme = 150;
const languages: ReadonlySet<string> = new Set([
  ...['graphql', 'js', 'mermaid', 'promql', 'sh', 'sql', 'text', 'toml', 'ts', 'yaml'],
]);

/** Everything in the papers that does not hold, one sentence each. */
export function untruths(repository: Repository): string[] {
  const pages = repository.papers.map(readPage);
  return [
    ...pages.flatMap((page) => tooLong(page)),
    ...pages.flatMap((page) => badBlocks(page, repository)),
    ...pages.flatMap((page) => deadLinks(page, pages, repository)),
    ...pages.flatMap((page) => missingPaths(page, repository)),
    ...pages.flatMap((page) => missingScripts(page, repository)),
    ...pages.flatMap((page) => missingFields(page, repository)),
    ...pages.flatMap((page) => missingTests(page, repository)),
    ...unlinkedPages(pages),
  ];
}

function readPage({ path, text }: Paper): Page {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let fence: string | undefined;
  let block: { language: string; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    const [, marks, language = ''] = /^\s*(`{3,}|~{3,})\s*(\S*)\s*$/.exec(line) ?? [];
    if (block && marks === fence && language === '') {
      blocks.push({ language: block.language, text: block.lines.join('\n') });
      block = undefined;
    } else if (block) block.lines.push(line);
    else if (marks) {
      fence = marks;
      block = { language, lines: [] };
    } else prose.push(line);
  }
  if (block) blocks.push({ language: 'a fence that is never closed', text: '' });
  const joined = prose.join('\n');
  return { path, text, blocks, prose: joined, spans: spansOf(joined) };
}

function spansOf(prose: string): string[] {
  return [...prose.matchAll(/(`+)(.+?)\1(?!`)/gs)].map(([, , span = '']) => span.trim());
}

function tooLong({ path, text }: Page): string[] {
  const lines = text.trimEnd().split('\n').length;
  if (path !== 'README.md' || lines <= longestReadme) return [];
  return [`README.md has ${lines} lines; at most ${longestReadme}`];
}

function badBlocks({ path, blocks }: Page, { schema }: Repository): string[] {
  return blocks.flatMap(({ language, text }) => {
    if (!languages.has(language)) return [`${path} has a block in "${language}"`];
    if (language === 'graphql') return graphqlProblems(path, text, schema);
    const isGraphql = /\b(query|mutation|subscription)\b\s*\w*\s*(\([^)]*\))?\s*\{/.test(text);
    return isGraphql ? [`${path} has GraphQL in a block in "${language}"`] : [];
  });
}

function graphqlProblems(path: string, text: string, schema: GraphQLSchema): string[] {
  try {
    return validate(schema, parse(text)).map(({ message }) => `${path}: ${message}`);
  } catch (error) {
    return [`${path}: ${(error as Error).message}`];
  }
}

function deadLinks(page: Page, pages: readonly Page[], { files }: Repository): string[] {
  const links = [...withoutCode(page.prose).matchAll(/\]\(([^()\s]+)\)/g)].map(([, to = '']) => to);
  return links.flatMap((link) => {
    if (/^(https:|mailto:)/.test(link)) return [];
    const [file = '', anchor] = link.split('#');
    const path = file === '' ? page.path : resolved(page.path, file);
    if (!exists(files, path)) return [`${page.path} links to ${link}, which does not exist`];
    if (anchor === undefined) return [];
    const target = pages.find((other) => other.path === path);
    if (target && anchorsOf(target).has(anchor)) return [];
    return [`${page.path} links to ${link}, which is no heading`];
  });
}

function withoutCode(prose: string): string {
  return prose.replace(/(`+).+?\1(?!`)/gs, '');
}

/** As GitHub makes them. */
function anchorsOf({ prose }: Page): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = [...prose.matchAll(/^#{1,6} (.+?)\s*$/gm)].map(([, heading = '']) => heading);
  return new Set(
    headings.map((heading) => {
      const text = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
      const anchor = text.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
      const count = seen.get(anchor) ?? 0;
      seen.set(anchor, count + 1);
      return count === 0 ? anchor : `${anchor}-${count}`;
    }),
  );
}

const top = /^(?:\.ci|\.github|contract|docs|drizzle|schema|src|test)\//;
const named = /^[\w.*<>/-]+\.(?:graphql|json|md|sql|ts|yml)$/;

/** `<name>` and `*` in a path stand for anything. */
function missingPaths(page: Page, { files }: Repository): string[] {
  const inSpans = page.spans.filter((span) => top.test(span) || named.test(span));
  const inBlocks = page.blocks.flatMap(({ language, text }) =>
    language === 'sh' ? text.split(/\s+/).filter((word) => top.test(word)) : [],
  );
  return [...inSpans, ...inBlocks]
    .filter((path) => !exists(files, path) && !exists(files, resolved(page.path, path)))
    .map((path) => `${page.path} names ${path}, which does not exist`);
}

function resolved(from: string, path: string): string {
  return posix.join(posix.dirname(from), path);
}

function exists(files: readonly string[], path: string): boolean {
  const pattern = path
    .replace(/\/$/, '')
    .split(/<[^>]*>|\*/)
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  const begins = new RegExp(`^${pattern}(/|$)`);
  return files.some((file) => begins.test(file));
}

function missingScripts(page: Page, { scripts }: Repository): string[] {
  const commands = [...page.spans, ...page.blocks.map(({ text }) => text)];
  const run = commands.flatMap((text) => [...text.matchAll(/\bnpm run ([\w:-]+)/g)]);
  return run
    .map(([, script = '']) => script)
    .filter((script) => !scripts.includes(script))
    .map((script) => `${page.path} runs ${script}, which package.json does not have`);
}

/** `Call.decision`, as the prose writes a field of a type. */
function missingFields({ path, spans }: Page, { schema }: Repository): string[] {
  return spans.flatMap((span) => {
    const [, typeName = '', fieldName = ''] = /^([A-Z]\w+)\.([a-z]\w+)$/.exec(span) ?? [];
    if (typeName === '' || named.test(span)) return [];
    const type = schema.getType(typeName);
    const hasFields = isObjectType(type) || isInterfaceType(type) || isInputObjectType(type);
    const isKnown = hasFields && fieldName in type.getFields();
    return isKnown ? [] : [`${path} names ${span}, which the schema does not have`];
  });
}

/** A test that is quoted, as in `races.test.ts` "whose caller hangs up…", is in that file. */
function missingTests(page: Page, { files, textOf }: Repository): string[] {
  const quoted = page.prose.matchAll(/`([^`]+\.ts)`((?:,? "[^"]+")+)/g);
  return [...quoted].flatMap(([, path = '', quotes = '']) => {
    const test = [path, resolved(page.path, path)].find((one) => files.includes(one));
    if (test === undefined) return [];
    const text = textOf(test);
    return [...quotes.matchAll(/"([^"]+)"/g)]
      .map(([, quote = '']) => quote)
      .filter((quote) => !quote.split('…').every((part) => text.includes(part.trim())))
      .map((quote) => `${page.path} quotes "${quote}", which ${test} does not have`);
  });
}

function unlinkedPages(pages: readonly Page[]): string[] {
  const linked = new Set(
    pages.flatMap((page) =>
      [...page.prose.matchAll(/\]\(([^()\s#]+)/g)].map(([, to = '']) => resolved(page.path, to)),
    ),
  );
  return pages
    .map(({ path }) => path)
    .filter((path) => path.startsWith('docs/') && !linked.has(path))
    .map((path) => `${path} is linked from nowhere`);
}
