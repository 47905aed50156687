import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema as schemaOf } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from '../src/graphql/schema.ts';
import { type Repository, untruths } from './support/papers.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const textOf = (file: string) => readFileSync(`${root}/${file}`, 'utf8');

/** Not asked of git: the tests also run where only the files are. */
function filesOf(): string[] {
  const folders = ['.ci', '.github', 'docs', 'drizzle', 'schema', 'src', 'test'];
  const patterns = ['*', '.*', ...folders.map((folder) => `${folder}/**`)];
  const exclude = ({ name }: { name: string }) => name === 'node_modules';
  return globSync(patterns, { cwd: root, withFileTypes: true, exclude })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function ourRepository(): Repository {
  const files = filesOf();
  const papers = files.filter((path) => path.endsWith('.md'));
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: object };
  return {
    papers: papers.map((path) => ({ path, text: textOf(path) })),
    files,
    textOf,
    scripts: Object.keys(scripts),
    schema: buildSchema(1000),
  };
}

describe('the papers', () => {
  it('are true wherever a program can tell', () => {
    expect(untruths(ourRepository())).toEqual([]);
  });

  it('are all looked at, with every GraphQL snippet in them', () => {
    const { papers } = ourRepository();
    expect(papers.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['CONTRIBUTING.md', 'README.md', 'SECURITY.md', 'test/README.md']),
    );
    const snippets = papers.flatMap(({ text }) => text.match(/^```graphql$/gm) ?? []);
    expect(snippets.length).toBeGreaterThan(5);
  });
});

describe('the workflow of CI', () => {
  it('runs what anybody can run', () => {
    expect(textOf('.github/workflows/ci.yml')).toMatch(/^ *- run: \.ci\/run$/m);
    expect(statSync(`${root}/.ci/run`).mode & 0o111).not.toBe(0);
  });
});

describe('every decision', () => {
  const decisions = textOf('docs/decisions.md')
    .split(/\n\n/)
    .filter((paragraph) => paragraph.startsWith('**'));

  it.each(decisions)('says why, and what was rejected: %.60s', (decision) => {
    expect(decision).toMatch(/\*Why:\*/);
    expect(decision).toMatch(/\*Rejected:\*/);
  });
});

describe('the check of the papers', () => {
  const planted: [sentence: string, paper: string, found: string[]][] = [
    [
      'follows links to files, folders, headings and other sites',
      '# One `two`, three\n\n[a](docs/a.md#here) [b](src) [c](#one-two-three) [d](https://example.org)',
      [],
    ],
    [
      'sees a link to nothing',
      '[a](docs/b.md) and [c](#nowhere) and [d](docs/a.md#there)',
      [
        'README.md links to docs/b.md, which does not exist',
        'README.md links to #nowhere, which is no heading',
        'README.md links to docs/a.md#there, which is no heading',
      ],
    ],
    [
      'sees a path to nothing, but takes `<name>` for any name',
      '`src/call.ts` `src/<name>.ts` `src/call` `src/<name>/wire.ts` `other.ts`\n\n```sh\nnpm test -- test/b.test.ts\n```',
      [
        'README.md names src/call, which does not exist',
        'README.md names src/<name>/wire.ts, which does not exist',
        'README.md names other.ts, which does not exist',
        'README.md names test/b.test.ts, which does not exist',
      ],
    ],
    [
      'sees a script that does not exist, in prose and in blocks',
      'Use `npm run check`, then `npm run fly`.\n\n```sh\nnpm ci && npm run build:all\n```',
      [
        'README.md runs fly, which package.json does not have',
        'README.md runs build:all, which package.json does not have',
      ],
    ],
    [
      'validates every snippet',
      '```graphql\n{ call { id nothing } }\n```\n\n~~~graphql\n{ call {\n~~~\n\n```graphql\ntype Call { id: ID }\n```',
      [
        'README.md: Cannot query field "nothing" on type "Call".',
        'README.md: Syntax Error: Expected Name, found <EOF>.',
        'README.md: The "Call" definition is not executable.',
      ],
    ],
    [
      'lets no snippet hide in a block of another kind',
      '```text\nquery Q($id: ID!) { call { id } }\n```\n\n```\nx\n```\n\n```sh\nnpm start',
      [
        'README.md has GraphQL in a block in "text"',
        'README.md has a block in ""',
        'README.md has a block in "a fence that is never closed"',
      ],
    ],
    [
      'sees a field that the schema does not have',
      '`Call.id` `Call.colour` `Caller.id`',
      [
        'README.md names Call.colour, which the schema does not have',
        'README.md names Caller.id, which the schema does not have',
      ],
    ],
    [
      'sees a test quoted that is not there',
      '| `test/a.test.ts` "rings … twice", "never rings…" | "not a quote" |',
      ['README.md quotes "never rings…", which test/a.test.ts does not have'],
    ],
    ['sees a README that is too long', 'x\n'.repeat(151), ['README.md has 151 lines; at most 150']],
  ];

  const page = { path: 'docs/a.md', text: '# Here\n\n[up](../README.md)' };
  const known = { files: ['README.md', 'docs/a.md', 'src/call.ts', 'test/a.test.ts'] };

  it.each(planted)('%s', (_, text, found) => {
    const linked = { path: 'CONTRIBUTING.md', text: '[a](docs/a.md)' };
    const papers = [{ path: 'README.md', text }, page, linked];
    const repository = {
      ...known,
      papers,
      textOf: () => 'it rings, and rings twice',
      scripts: ['check'],
      schema: schemaOf('type Query { call: Call } type Call { id: ID }'),
    };
    expect(untruths(repository).toSorted()).toEqual(found.toSorted());
  });

  it('sees a page that nobody finds', () => {
    const repository = { ...ourRepository(), papers: [page] };
    expect(untruths(repository)).toEqual(['docs/a.md is linked from nowhere']);
  });
});
