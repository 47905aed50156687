import type { GraphQLResolveInfo } from 'graphql';

/** Whether a field selects nothing but the id, as routers do for keys. Then the object need not be read. */
export function asksOnlyForId(info: GraphQLResolveInfo): boolean {
  return info.fieldNodes.every((node) =>
    node.selectionSet?.selections.every(
      (selection) =>
        selection.kind === 'Field' &&
        (selection.name.value === 'id' || selection.name.value === '__typename'),
    ),
  );
}
