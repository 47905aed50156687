import type { GraphQLResolveInfo } from 'graphql';

/** True when nothing but the id is asked for, as routers do for keys: then there is nothing to look up. */
export function asksOnlyForId(info: GraphQLResolveInfo): boolean {
  return info.fieldNodes.every((node) =>
    node.selectionSet?.selections.every(
      (selection) =>
        selection.kind === 'Field' &&
        (selection.name.value === 'id' || selection.name.value === '__typename'),
    ),
  );
}
