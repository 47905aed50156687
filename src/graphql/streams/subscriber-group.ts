import { createHash } from 'node:crypto';
import { Kind, type SelectionNode, visit } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Operation } from '../execution/operations.ts';

/**
 * Subscribers of one group get the same bytes for the same event. They have the same key, document and variables,
 * except for the arguments of the root field: `filter` and `after` choose events and do not shape a payload.
 */
export function subscriberGroupOf(operation: Operation, viewer: Viewer): string {
  const names = variablesInPayload(operation);
  const values = names.map((name) => [name, operation.variables[name]]);
  const text = JSON.stringify([
    viewer.tenantId,
    viewer.keyId,
    viewer.lines,
    viewer.scopes,
    operation.query,
    operation.operationName,
    values,
  ]);
  return createHash('sha256').update(text).digest('base64');
}

/** The previous cursor of a subscriber's first event depends on where the subscriber began. */
export function showsPreviousCursor({ query }: Operation): boolean {
  return query.includes('previousCursor');
}

function variablesInPayload({ document, definition }: Operation): string[] {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const names = new Set<string>();
  for (const part of [...definition.selectionSet.selections.map(withoutArguments), ...fragments]) {
    visit(part, { Variable: (node) => void names.add(node.name.value) });
  }
  return [...names].sort();
}

function withoutArguments(selection: SelectionNode): SelectionNode {
  return selection.kind === Kind.FIELD ? { ...selection, arguments: [] } : selection;
}
