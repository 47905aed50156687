import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '../limits.ts';

/**
 * Counted with fragments expanded. Nested fragments multiply, so without this bound the walk of a short document could
 * take hours.
 */
const maxSelections = 10_000;
/**
 * Validation compares all selections of the same path in pairs, so 400 selections cost 80,000 comparisons. The limit is
 * not 0, because routers select a field once for each type of an interface.
 */
const maxComparisons = 10_000;

/** The response repeats an alias for each item of a list. */
const maxAliasCharacters = 100;

/** A place in the response, such as `calls.nodes`. `below` has the places in it, by response name. */
interface Path {
  /** How often the document selects it. */
  count: number;
  readonly below: Map<string, Path>;
}

/** The state of a walk through a document. `aliases` and `rootFields` are those of one operation. */
interface Walk {
  readonly limits: Limits;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The fragments in which the walk is at the moment. */
  readonly openFragments: Set<string>;
  selections: number;
  comparisons: number;
  aliases: number;
  rootFields: number;
}

/**
 * Finds a problem of a document's size: its depth, aliases, root fields or repeated selections, with fragments expanded.
 * Must be called before the document is validated, because such documents make validation expensive.
 */
export function findShapeProblem(
  { definitions }: DocumentNode,
  limits: Limits,
): string | undefined {
  const fragments = new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const openFragments = new Set<string>();
  const counts = { selections: 0, comparisons: 0, aliases: 0, rootFields: 0 };
  const walk: Walk = { limits, fragments, openFragments, ...counts };
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    // Selections and comparisons add up, because validation visits all operations of a document.
    walk.aliases = 0;
    walk.rootFields = 0;
    const problem = findProblem(walk, definition.selectionSet, 1, newPath());
    if (problem) return problem;
  }
  return undefined;
}

/**
 * The same check as a validation rule, for documents that `DocumentTurns` does not check before their validation: those of requests
 * without a key. They have only a few tokens, so their validation is cheap.
 */
export function documentShapeRule(limits: Limits): ValidationRule {
  return (context: ValidationContext) => ({
    Document(document) {
      const problem = findShapeProblem(document, limits);
      if (problem) context.reportError(new GraphQLError(problem, { nodes: document.definitions }));
    },
  });
}

const newPath = (): Path => ({ count: 0, below: new Map() });

function findProblem(
  walk: Walk,
  set: SelectionSetNode,
  depth: number,
  path: Path,
): string | undefined {
  const { limits } = walk;
  if (depth > limits.depth)
    return `The operation is more than ${limits.depth} levels deep. Split it into several.`;
  for (const selection of set.selections) {
    const at = count(walk, selection, depth, path);
    if (walk.selections > maxSelections)
      return `The operation has more than ${maxSelections} selections. Split it into several.`;
    if (walk.comparisons > maxComparisons)
      return 'The operation selects the same fields too often. Select each field once.';
    if (walk.aliases > limits.aliases)
      return `The operation has more than ${limits.aliases} aliases. Split it into several.`;
    if (selection.kind === Kind.FIELD && (selection.alias?.value.length ?? 0) > maxAliasCharacters)
      return `An alias has more than ${maxAliasCharacters} characters. Shorten it.`;
    if (walk.rootFields > limits.rootFields)
      return `The operation has more than ${limits.rootFields} root fields. Split it into several.`;
    const problem = findProblemBelow(walk, selection, depth, at);
    if (problem) return problem;
  }
  return undefined;
}

/** Counts a selection, and returns the path to which it leads. */
function count(walk: Walk, selection: SelectionNode, depth: number, path: Path): Path {
  walk.selections += 1;
  if (selection.kind !== Kind.FIELD) return path;
  if (selection.alias) walk.aliases += 1;
  if (depth === 1) walk.rootFields += 1;
  const name = (selection.alias ?? selection.name).value;
  const at = path.below.get(name) ?? newPath();
  path.below.set(name, at);
  walk.comparisons += at.count;
  at.count += 1;
  return at;
}

function findProblemBelow(
  walk: Walk,
  selection: SelectionNode,
  depth: number,
  path: Path,
): string | undefined {
  switch (selection.kind) {
    case Kind.FIELD:
      // The usual introspection query is deeper than this limit, and a rule of graphql-js bounds introspection.
      if (!selection.selectionSet || selection.name.value.startsWith('__')) return undefined;
      return findProblem(walk, selection.selectionSet, depth + 1, path);
    case Kind.INLINE_FRAGMENT:
      return findProblem(walk, selection.selectionSet, depth, path);
    case Kind.FRAGMENT_SPREAD:
      return findProblemInFragment(walk, selection.name.value, depth, path);
  }
}

/** Fragments may form a cycle. The walk ignores it, because a rule of graphql-js reports it. */
function findProblemInFragment(
  walk: Walk,
  name: string,
  depth: number,
  path: Path,
): string | undefined {
  const fragment = walk.fragments.get(name);
  if (!fragment || walk.openFragments.has(name)) return undefined;
  walk.openFragments.add(name);
  const problem = findProblem(walk, fragment.selectionSet, depth, path);
  walk.openFragments.delete(name);
  return problem;
}
