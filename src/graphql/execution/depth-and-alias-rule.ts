import {
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Limits } from '../limits.ts';

/** With fragments expanded. Nested fragments multiply: without this bound, a short document could hold the walk for hours. */
const maxSelections = 10_000;

/** The response repeats an alias for each item of a list. */
const maxAliasCharacters = 100;

interface Walk {
  readonly limits: Limits;
  readonly fragmentOf: (name: string) => FragmentDefinitionNode | null | undefined;
  readonly openFragments: Set<string>;
  selections: number;
  aliases: number;
  rootFields: number;
}

/** A validation rule that bounds an operation's depth, aliases and root fields, with its fragments expanded. */
export function depthAndAliasRule(limits: Limits): ValidationRule {
  return (context: ValidationContext) => ({
    OperationDefinition(operation) {
      const problem = findProblem(startWalk(limits, context), operation.selectionSet, 1);
      if (problem) context.reportError(new GraphQLError(problem, { nodes: operation }));
      return false;
    },
  });
}

function startWalk(limits: Limits, context: ValidationContext): Walk {
  return {
    limits,
    fragmentOf: (name) => context.getFragment(name),
    openFragments: new Set(),
    selections: 0,
    aliases: 0,
    rootFields: 0,
  };
}

function findProblem(walk: Walk, set: SelectionSetNode, depth: number): string | undefined {
  const { limits } = walk;
  if (depth > limits.depth)
    return `The operation is more than ${limits.depth} levels deep. Split it into several.`;
  for (const selection of set.selections) {
    count(walk, selection, depth);
    if (walk.selections > maxSelections)
      return `The operation has more than ${maxSelections} selections. Split it into several.`;
    if (walk.aliases > limits.aliases)
      return `The operation has more than ${limits.aliases} aliases. Split it into several.`;
    if (selection.kind === Kind.FIELD && (selection.alias?.value.length ?? 0) > maxAliasCharacters)
      return `An alias has more than ${maxAliasCharacters} characters. Shorten it.`;
    if (walk.rootFields > limits.rootFields)
      return `The operation has more than ${limits.rootFields} root fields. Split it into several.`;
    const problem = findProblemBelow(walk, selection, depth);
    if (problem) return problem;
  }
  return undefined;
}

function count(walk: Walk, selection: SelectionNode, depth: number): void {
  walk.selections += 1;
  if (selection.kind !== Kind.FIELD) return;
  if (selection.alias) walk.aliases += 1;
  if (depth === 1) walk.rootFields += 1;
}

function findProblemBelow(walk: Walk, selection: SelectionNode, depth: number): string | undefined {
  switch (selection.kind) {
    case Kind.FIELD:
      // A rule of graphql-js bounds introspection, whose usual query is deeper than our limit.
      if (!selection.selectionSet || selection.name.value.startsWith('__')) return undefined;
      return findProblem(walk, selection.selectionSet, depth + 1);
    case Kind.INLINE_FRAGMENT:
      return findProblem(walk, selection.selectionSet, depth);
    case Kind.FRAGMENT_SPREAD:
      return findProblemInFragment(walk, selection.name.value, depth);
  }
}

/** Fragments may form a cycle, which a rule of graphql-js reports. This walk must only end. */
function findProblemInFragment(walk: Walk, name: string, depth: number): string | undefined {
  const fragment = walk.fragmentOf(name);
  if (!fragment || walk.openFragments.has(name)) return undefined;
  walk.openFragments.add(name);
  const problem = findProblem(walk, fragment.selectionSet, depth);
  walk.openFragments.delete(name);
  return problem;
}
