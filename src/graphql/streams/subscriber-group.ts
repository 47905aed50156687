import { createHash } from 'node:crypto';
import { Kind, type SelectionNode, visit } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Operation } from '../execution/operations.ts';

/**
 * Identifies the group of a subscriber: all its members get the same bytes for the same event, except for a previous cursor that the
 * payload contains (`showsPreviousCursor`). They have the same key, document and variables. Variables that only the root field's
 * arguments use may differ: `filter` and `after` select events, and do not change a payload.
 */
export function subscriberGroupOf(operation: Operation, viewer: Viewer): string {
  const names = variablesInPayload(operation);
  // Null is a value, and an absent variable has its default, so the two must differ here.
  const values = names.map((name) =>
    Object.hasOwn(operation.variables, name) ? [name, operation.variables[name]] : [name],
  );
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

/**
 * True if payloads contain `previousCursor`. In a subscriber's first payload that is the cursor after which the subscription began, so
 * members share a payload only if their previous cursors are the same.
 */
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
