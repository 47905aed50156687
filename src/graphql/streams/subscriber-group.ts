import { createHash } from 'node:crypto';
import { Kind, type SelectionNode, visit } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Operation } from '../execution/operations.ts';

/**
 * Subscribers with the same name here get the same bytes for the same event: same document, same rights, and the same
 * variables as far as they shape the answer. `filter` and `after` choose events and do not shape them.
 */
export function renderingGroupOf(operation: Operation, viewer: Viewer): string {
  const names = shapingVariables(operation);
  const values = names.map((name) => [name, operation.variables[name]]);
  const text = JSON.stringify([
    viewer.tenantId,
    viewer.keyId,
    viewer.lines,
    operation.query,
    operation.operationName,
    values,
  ]);
  return createHash('sha256').update(text).digest('base64');
}

/** Whether the bytes tell which event came before: that of the first differs with where each subscriber began. */
export function tellsPrevious({ query }: Operation): boolean {
  return query.includes('previousCursor');
}

function shapingVariables({ document, definition }: Operation): string[] {
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
