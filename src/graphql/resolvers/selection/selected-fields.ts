import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionNode,
} from 'graphql';

type Fragments = GraphQLResolveInfo['fragments'];

/** The fields of a call that never change. `line` is one, because a call has only its id; the line itself is read for each event. */
const neverChanges = new Set(['__typename', 'id', 'line', 'providerCallId', 'direction', 'media']);

/** Whether the selection of an event includes a field of its `call` that may have changed since the event. */
export function selectsChangingCall(events: readonly FieldNode[], fragments: Fragments): boolean {
  return fieldsOf(events, fragments)
    .filter(({ name }) => name.value === 'call')
    .some((call) => selectsChangingFields([call], fragments));
}

/** Whether the selection of a call includes a field that may change. */
export function selectsChangingFields(calls: readonly FieldNode[], fragments: Fragments): boolean {
  return fieldsOf(calls, fragments).some(({ name }) => !neverChanges.has(name.value));
}

/** The fields selected in these nodes, including those in fragments. A valid document has no cycle of fragments. */
export function fieldsOf(nodes: readonly FieldNode[], fragments: Fragments): FieldNode[] {
  return nodes.flatMap((node) => fieldsIn(node.selectionSet?.selections ?? [], fragments));
}

function fieldsIn(selections: readonly SelectionNode[], fragments: Fragments): FieldNode[] {
  return selections.flatMap((selection) => fieldsOfOne(selection, fragments));
}

function fieldsOfOne(selection: SelectionNode, fragments: Fragments): FieldNode[] {
  switch (selection.kind) {
    case Kind.FIELD:
      return [selection];
    case Kind.INLINE_FRAGMENT:
      return fieldsIn(selection.selectionSet.selections, fragments);
    case Kind.FRAGMENT_SPREAD:
      return fieldsIn(definitionOf(selection.name.value, fragments), fragments);
  }
}

function definitionOf(name: string, fragments: Fragments): readonly SelectionNode[] {
  const definition: FragmentDefinitionNode | undefined = fragments[name];
  return definition?.selectionSet.selections ?? [];
}
