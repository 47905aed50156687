import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type TypeNode,
  visit,
} from 'graphql';
import { directiveNode } from '../directive-node.ts';
import { weights } from './query-cost.ts';

/** The type definitions with `@cost` and `@listSize`, so that a router estimates an operation as this service does. */
export function withCostDirectives(typeDefs: DocumentNode): DocumentNode {
  return visit(typeDefs, {
    FieldDefinition: (field) => ({
      ...field,
      directives: [...(field.directives ?? []), ...directivesOf(field)],
    }),
  });
}

function directivesOf(field: FieldDefinitionNode): ConstDirectiveNode[] {
  const weight = weights[field.name.value];
  const takesFirst = field.arguments?.some(({ name }) => name.value === 'first');
  // Only a connection has the sized fields.
  const isConnection = nameOf(field.type).endsWith('Connection');
  return [
    ...(weight === undefined ? [] : [directiveNode('cost', { weight })]),
    ...(takesFirst && isConnection ? [sizeFromFirst] : []),
  ];
}

/** A page has as many edges and nodes as the argument `first` says. */
const sizeFromFirst = directiveNode('listSize', {
  slicingArguments: ['first'],
  sizedFields: ['edges', 'nodes'],
  // `first` has a default.
  requireOneSlicingArgument: false,
});

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
