import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { RequestError } from '../../access/errors.ts';

type Variables = Readonly<Record<string, unknown>>;

/** A `history` needs a database read for each call in a list, and `sdl` is 60 KB long. Every other field costs 1. */
export const weights: Readonly<Record<string, number>> = { history: 50, sdl: 6000 };

interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/** Expects a validated operation: its size is bounded, and its fragments form no cycle. */
export function requireAffordable(estimate: CostedOperation, maxCost: number): void {
  const root = estimate.schema.getRootType(estimate.operation.operation);
  const cost = costOfSet(estimate, estimate.operation.selectionSet, root ?? undefined);
  if (cost <= maxCost) return;
  throw new RequestError(
    'BAD_USER_INPUT',
    `This operation may resolve about ${cost} fields, and the limit is ${maxCost}. Ask for smaller pages.`,
    { cost, maxCost },
  );
}

function costOfSet(
  estimate: CostedOperation,
  set: SelectionSetNode,
  parent: GraphQLNamedType | undefined,
): number {
  return set.selections.reduce((sum, one) => sum + costOfSelection(estimate, one, parent), 0);
}

function costOfSelection(
  estimate: CostedOperation,
  selection: SelectionNode,
  parent: GraphQLNamedType | undefined,
): number {
  switch (selection.kind) {
    case Kind.FIELD:
      return costOfField(estimate, selection, parent);
    case Kind.INLINE_FRAGMENT: {
      const condition = selection.typeCondition?.name.value;
      const type = condition ? estimate.schema.getType(condition) : parent;
      return costOfSet(estimate, selection.selectionSet, type);
    }
    case Kind.FRAGMENT_SPREAD:
      return costOfFragment(estimate, selection.name.value);
  }
}

function costOfFragment(estimate: CostedOperation, name: string): number {
  const fragment = estimate.document.definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
  if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) return 0;
  const type = estimate.schema.getType(fragment.typeCondition.name.value);
  return costOfSet(estimate, fragment.selectionSet, type);
}

function costOfField(
  estimate: CostedOperation,
  node: FieldNode,
  parent: GraphQLNamedType | undefined,
): number {
  const own = weights[node.name.value] ?? 1;
  const field =
    isObjectType(parent) || isInterfaceType(parent)
      ? parent.getFields()[node.name.value]
      : undefined;
  if (!field || !node.selectionSet) return own;
  const below = costOfSet(estimate, node.selectionSet, getNamedType(field.type));
  return own + listSize(estimate, node, field) * below;
}

function listSize(
  estimate: CostedOperation,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
): number {
  const argument = field.args.find(({ name }) => name === 'first' || name === 'representations');
  if (!argument) return 1;
  const given = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
  const value = given ? literalOrVariable(estimate, given) : argument.defaultValue;
  if (Array.isArray(value)) return Math.max(1, value.length);
  return typeof value === 'number' ? Math.max(1, value) : 1;
}

function literalOrVariable(
  { operation, variables }: CostedOperation,
  value: NonNullable<FieldNode['arguments']>[number]['value'],
): unknown {
  switch (value.kind) {
    case Kind.INT:
      return Number(value.value);
    case Kind.LIST:
      return value.values;
    case Kind.VARIABLE: {
      const name = value.name.value;
      if (variables[name] !== undefined) return variables[name];
      const fallback = operation.variableDefinitions?.find(
        (definition) => definition.variable.name.value === name,
      )?.defaultValue;
      return fallback?.kind === Kind.INT ? Number(fallback.value) : undefined;
    }
    default:
      return undefined;
  }
}
