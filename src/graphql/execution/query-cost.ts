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
  type ValueNode,
} from 'graphql';
import { RequestError } from '../../access/errors.ts';

type Variables = Readonly<Record<string, unknown>>;

/**
 * The costs of fields by name. For a `history` the database searches the journal for each call in a list, and `sdl` is 60 KB long.
 * Every other field costs 1.
 */
export const weights: Readonly<Record<string, number>> = { history: 50, sdl: 6000 };

interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Variables;
}

/** Throws for an operation beyond `maxCost`. Expects a validated one: its size with fragments expanded is bounded. */
export function requireAffordable(costed: CostedOperation, maxCost: number): void {
  const root = costed.schema.getRootType(costed.operation.operation);
  const cost = costOfSet(costed, costed.operation.selectionSet, root ?? undefined);
  if (cost <= maxCost) return;
  throw new RequestError(
    'BAD_USER_INPUT',
    `This operation may resolve about ${cost} fields, and the limit is ${maxCost}. Ask for smaller pages.`,
    { cost, maxCost },
  );
}

function costOfSet(
  costed: CostedOperation,
  set: SelectionSetNode,
  parent: GraphQLNamedType | undefined,
): number {
  return set.selections.reduce(
    (sum, selection) => sum + costOfSelection(costed, selection, parent),
    0,
  );
}

function costOfSelection(
  costed: CostedOperation,
  selection: SelectionNode,
  parent: GraphQLNamedType | undefined,
): number {
  switch (selection.kind) {
    case Kind.FIELD:
      return costOfField(costed, selection, parent);
    case Kind.INLINE_FRAGMENT: {
      const condition = selection.typeCondition?.name.value;
      const type = condition ? costed.schema.getType(condition) : parent;
      return costOfSet(costed, selection.selectionSet, type);
    }
    case Kind.FRAGMENT_SPREAD:
      return costOfFragment(costed, selection.name.value);
  }
}

function costOfFragment(costed: CostedOperation, name: string): number {
  const fragment = costed.document.definitions.find(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
  if (fragment?.kind !== Kind.FRAGMENT_DEFINITION) return 0;
  const type = costed.schema.getType(fragment.typeCondition.name.value);
  return costOfSet(costed, fragment.selectionSet, type);
}

/** A field costs its own weight, and what is selected of its value for each element of its list. */
function costOfField(
  costed: CostedOperation,
  node: FieldNode,
  parent: GraphQLNamedType | undefined,
): number {
  const own = weights[node.name.value] ?? 1;
  const field =
    isObjectType(parent) || isInterfaceType(parent)
      ? parent.getFields()[node.name.value]
      : undefined;
  // A type does not have `__schema` and `__type` among its fields: what is selected of them costs nothing.
  if (!field || !node.selectionSet) return own;
  const below = costOfSet(costed, node.selectionSet, getNamedType(field.type));
  return own + listSize(costed, node, field) * below;
}

/** How many objects a field may return: as many as its `first` says, or as it has `representations`, and otherwise 1. */
function listSize(
  costed: CostedOperation,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
): number {
  const argument = field.args.find(({ name }) => name === 'first' || name === 'representations');
  if (!argument) return 1;
  const given = node.arguments?.find(({ name }) => name.value === argument.name)?.value;
  const value = given && valueGiven(costed, given);
  const size = value === undefined ? argument.defaultValue : value;
  if (Array.isArray(size)) return Math.max(1, size.length);
  return typeof size === 'number' ? Math.max(1, size) : 1;
}

/** The value of a literal or of a variable. Undefined for a variable that has neither a value nor a default. */
function valueGiven({ operation, variables }: CostedOperation, value: ValueNode): unknown {
  if (value.kind !== Kind.VARIABLE) return valueOfLiteral(value);
  const name = value.name.value;
  // A variable may be named `constructor`, which every object inherits.
  if (Object.hasOwn(variables, name)) return variables[name];
  const definition = operation.variableDefinitions?.find(
    ({ variable }) => variable.name.value === name,
  );
  return definition?.defaultValue && valueOfLiteral(definition.defaultValue);
}

/** Null for a literal that is neither a number nor a list: the check of the argument's type refuses it, or takes it for a list of one. */
function valueOfLiteral(value: ValueNode): unknown {
  if (value.kind === Kind.INT) return Number(value.value);
  return value.kind === Kind.LIST ? value.values : null;
}
