import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { Call, CallFields } from '../../../call/call.ts';
import { fieldsOf } from './selected-fields.ts';

/**
 * The fields of the model that each resolver of `Call` reads. For a field that is missing here the whole call is read. The ids of the
 * call and of its line are always read, so they are not listed.
 */
const fieldsRead: ReadonlyMap<string, readonly (keyof Call)[]> = new Map([
  ['__typename', []],
  ['id', []],
  ['line', []],
  // What decides whether the next two are masked is read as well.
  ['providerCallId', ['providerCallId', 'callerId']],
  ['dialledNumber', ['dialled', 'direction']],
  ['direction', ['direction']],
  ['media', ['media']],
  ['caller', ['callerId']],
  ['status', ['status']],
  ['endReason', ['endReason']],
  ['inferred', ['inferred']],
  ['revision', ['revision']],
  ['ringingAt', ['ringingAt']],
  ['ringDeadlineAt', ['ringDeadlineAt']],
  ['answeredAt', ['answeredAt']],
  ['endedAt', ['endedAt']],
  ['rejection', ['rejection']],
  ['decision', ['decision']],
  ['notice', ['notice']],
  ['previousLeg', ['previousLegId']],
  // Only a call of a conversation has one.
  ['nextLeg', ['conversationId']],
]);

/** Documents are cached, so the fields of a node are found once. */
const fieldsByNode = new WeakMap<FieldNode, CallFields>();

/** The fields that must be read of the calls that this field returns. */
export function callFieldsOf({ fieldNodes, fragments }: GraphQLResolveInfo): CallFields {
  // A field that a document selects in several places has several nodes; then the whole call is read.
  const [node, ...others] = fieldNodes;
  if (!node || others.length > 0) return 'ALL';
  const fields = fieldsByNode.get(node) ?? findFields(fieldsOf([node], fragments));
  fieldsByNode.set(node, fields);
  return fields;
}

function findFields(selected: readonly FieldNode[]): CallFields {
  const fields = new Set<keyof Call>();
  for (const { name } of selected) {
    const needed = fieldsRead.get(name.value);
    if (!needed) return 'ALL';
    for (const field of needed) fields.add(field);
  }
  // Sorted, so that the same fields in another order use the same prepared statement.
  return [...fields].sort();
}
