import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TokenKind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { RequestError } from '../access/errors.ts';

interface CheckedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * GraphQL permits a nullable variable for a non-null argument that has a default, and notices a null only when it
 * executes the field. By then, other fields of a mutation may have run. This check comes before execution.
 */
export function refuseNulls(checked: CheckedOperation): void {
  const nulls = nullVariables(checked);
  if (nulls.size === 0) return;
  const typeInfo = new TypeInfo(checked.schema);
  const checkedPart = { ...checked.document, definitions: definitionsOf(checked) };
  visit(
    checkedPart,
    visitWithTypeInfo(typeInfo, {
      // Skips the definitions of variables, so that only their uses are visited.
      VariableDefinition: () => false,
      Variable(node, _key, parent, _path, ancestors) {
        if (!nulls.has(node.name.value) || !isNonNullType(typeInfo.getInputType())) return;
        // `ancestors` does not include the parent.
        throw nullRefused(placeAmong([...ancestors, ...(parent ? [parent] : [])]));
      },
    }),
  );
}

/** Returns our error for validation's error about a literal null, as in `calls(first: null)`, or undefined for any other error. */
export function explainNull(error: unknown): RequestError | undefined {
  if (!(error instanceof GraphQLError)) return undefined;
  const [node] = error.nodes ?? [];
  if (node?.kind !== Kind.NULL) return undefined;
  // The name of the argument or field stands before the colon. A null in a list has no colon before it.
  const colon = node.loc?.startToken?.prev;
  const name = colon?.kind === TokenKind.COLON ? colon.prev?.value : undefined;
  return nullRefused(name ?? 'An element of a list');
}

function nullRefused(argument: string): RequestError {
  return new RequestError(
    'BAD_USER_INPUT',
    `${argument} must not be null. Give a value, or leave it out where it has a default.`,
    { argument },
  );
}

/** The variables of the operation whose value is null. */
function nullVariables({ operation, variables }: CheckedOperation): Set<string> {
  const names = (operation.variableDefinitions ?? [])
    .filter(({ variable, defaultValue }) => {
      const name = variable.name.value;
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return value === null || (value === undefined && defaultValue?.kind === Kind.NULL);
    })
    .map(({ variable }) => variable.name.value);
  return new Set(names);
}

/** Leaves out the other operations of the document, which have variables of their own. */
function definitionsOf({ document, operation }: CheckedOperation) {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return [operation, ...fragments];
}

/** The place of a variable in the arguments, such as `input.windowMs`. */
function placeAmong(ancestors: readonly (ASTNode | readonly ASTNode[])[]): string {
  const names = ancestors.flatMap((ancestor) => {
    // The lists of nodes among the ancestors have no kind.
    if (!('kind' in ancestor)) return [];
    const isNamed = ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD;
    return isNamed ? [ancestor.name.value] : [];
  });
  return names.join('.');
}
