import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  visit,
} from 'graphql';
import type { Scope } from '../../access/scopes.ts';
import { directiveNode } from '../directive-node.ts';
import { allNeeds, type Requirement, requirementOf } from './needs.ts';

/**
 * Adds `@authenticated` and `@requiresScopes` to the type definitions, for routers, and `@tag`, for variants of the
 * supergraph. All three come from the table only.
 */
export function withScopeDirectives(typeDefs: DocumentNode): DocumentNode {
  return visit(typeDefs, { ObjectTypeDefinition: markFields, ObjectTypeExtension: markFields });
}

function markFields<Node extends ObjectTypeDefinitionNode | ObjectTypeExtensionNode>(
  node: Node,
): Node {
  const { name, fields = [] } = node;
  return { ...node, fields: fields.map((field) => markField(name.value, field)) };
}

function markField(typeName: string, field: FieldDefinitionNode): FieldDefinitionNode {
  // `requireCompleteTable` reports all fields that are missing in the table together.
  if (!allNeeds.has(`${typeName}.${field.name.value}`)) return field;
  const requirement = requirementOf(typeName, field.name.value);
  const { directives = [] } = field;
  return {
    ...field,
    directives: [...directives, ...guardsOf(requirement), ...tagsOf(typeName, requirement)],
  };
}

function guardsOf(requirement: Requirement): ConstDirectiveNode[] {
  switch (requirement.is) {
    case 'nothing':
      return [];
    case 'principal':
      return [directiveNode('authenticated')];
    case 'scopes':
      return [directiveNode('requiresScopes', { scopes: requirement.anyOf })];
  }
}

/** For those who set the service up and keep it. A variant for everybody else leaves them out. */
const internalScopes: ReadonlySet<Scope> = new Set([
  ...(['keys:write', 'operator', 'lines:write', 'policies:write', 'bridges:write'] as const),
]);
const rootTypes = ['Query', 'Mutation', 'Subscription'];

function tagsOf(typeName: string, requirement: Requirement): ConstDirectiveNode[] {
  if (!rootTypes.includes(typeName)) return [];
  const isInternal =
    requirement.is === 'scopes' &&
    requirement.anyOf.every((all) => all.some((scope) => internalScopes.has(scope)));
  return [directiveNode('tag', { name: isInternal ? 'internal' : 'public' })];
}
