import { readFileSync, writeFileSync } from 'node:fs';
import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema as buildClientView, type GraphQLSchema, graphqlSync } from 'graphql';
import { buildSchema } from '../../src/graphql/schema.ts';

const root = new URL('../../', import.meta.url);
/** What routers and composers get as `_service { sdl }`. */
export const current = 'schema/contract/calls.graphql';
/** The same of the last release. */
export const released = 'schema/contract/released.graphql';

export const readText = (path: string) => readFileSync(new URL(path, root), 'utf8');

export const writeText = (path: string, text: string) => writeFileSync(new URL(path, root), text);

export function printContract(): string {
  const { data, errors } = graphqlSync({
    schema: buildSchema(1000),
    contextValue: { federation: 'open' },
    source: '{ _service { sdl } }',
  });
  const { sdl } = { ...(data?._service as { sdl?: string } | undefined) };
  if (sdl === undefined) throw new Error(`The schema is not told: ${errors}`);
  return `${sdl.trim()}\n`;
}

/** Everything that makes `sdl` no contract to commit, one sentence each. */
export async function contractProblems(
  sdl: string,
  files: { readonly current: string; readonly released: string; readonly changelog: string },
): Promise<string[]> {
  const breaking = await breakingChanges(files.released, sdl);
  const unexplained = breaking.filter(({ path }) => !isExplained(path, files.changelog));
  return [
    ...(files.current === sdl ? [] : [`${current} is not what schema/ says: run \`npm run docs\``]),
    ...unexplained.map(
      ({ path, message }) =>
        `breaking: ${message}. Undo it, or say why in CHANGELOG.md under "Unreleased" with \`${path}\`.`,
    ),
  ];
}

async function breakingChanges(before: string, after: string): Promise<Change[]> {
  const changes = await diff(viewOf(before), viewOf(after));
  return changes.filter((change) => {
    const { level } = change.criticality;
    return !isOfFederation(change) && (level === CriticalityLevel.Breaking || isOfKey(change));
  });
}

/** The definitions of directives that the subgraph imports, or could. */
function isOfFederation({ path = '' }: Change): boolean {
  return /^@|^(federation|link)__/.test(path);
}

/** Another subgraph joins by the keys. A removed directive is only "dangerous" in general. */
function isOfKey({ path = '', type }: Change): boolean {
  return /\.@(key|shareable)\b/.test(path) && !type.endsWith('_ADDED');
}

function viewOf(sdl: string): GraphQLSchema {
  // The directives of federation are imported, not defined.
  return buildClientView(sdl, { assumeValidSDL: true });
}

function isExplained(path: string | undefined, changelog: string): boolean {
  const parts = changelog.split(/^## /m);
  const unreleased = parts.find((part) => part.startsWith('Unreleased')) ?? '';
  return unreleased.includes(`\`${path}\``);
}
