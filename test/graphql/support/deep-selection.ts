import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

/** Left out where they would only repeat what another field shows, or cost more than an operation may. */
const leftOut: ReadonlySet<string> = new Set([
  ...['edges', 'history', 'previousLeg', 'nextLeg', 'would', 'held'],
]);

const mostTokens = 180;

/** Everything that an answer can show, as deep as the limits allow. Empty for a leaf. */
export function deepSelection(type: GraphQLOutputType): string {
  for (let depth = 6; depth > 0; depth--) {
    const text = selectionOf(getNamedType(type), depth);
    if (text.split(/\s+/).length < mostTokens) return text;
  }
  return isLeafType(getNamedType(type)) ? '' : '{ __typename }';
}

function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isLeafType(type)) return '';
  if (isUnionType(type)) {
    const parts = type.getTypes().map((one) => `... on ${one.name} ${selectionOf(one, depth)}`);
    return `{ __typename ${parts.join(' ')} }`;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) throw new Error(`${type} has no fields`);
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (leftOut.has(field.name) || field.args.some(isRequiredArgument)) return [];
    const below = getNamedType(field.type);
    if (isLeafType(below)) return [field.name];
    return depth > 1 ? [`${field.name} ${selectionOf(below, depth - 1)}`] : [];
  });
  return `{ __typename ${parts.join(' ')} }`;
}
