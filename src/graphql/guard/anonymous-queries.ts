import { GraphQLError, Kind, parse, type SelectionSetNode } from 'graphql';

const maxCharacters = 500;
const maxTokens = 40;
/** The fields of `{ _service { sdl } }`, with which routers and composers read the schema. */
const openFields: ReadonlySet<string> = new Set(['_service', 'sdl', '__typename']);

/**
 * Whether a query may run without a key, because routers and composers read the schema before they have one. The bounds are
 * checked first, so that a request without a key costs no more than parsing a few tokens.
 */
export function isOpenToAnyone(query: string): boolean {
  if (query.length > maxCharacters) return false;
  try {
    const { definitions } = parse(query, { maxTokens, noLocation: true });
    const [operation] = definitions;
    if (definitions.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION) return false;
    return operation.operation === 'query' && hasOnlyOpenFields(operation.selectionSet);
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

/** Aliases are not open, because each would return the whole schema once more. */
function hasOnlyOpenFields({ selections }: SelectionSetNode): boolean {
  return selections.every(
    (selection) =>
      selection.kind === Kind.FIELD &&
      openFields.has(selection.name.value) &&
      selection.alias === undefined &&
      (selection.selectionSet === undefined || hasOnlyOpenFields(selection.selectionSet)),
  );
}
