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
 * The type definitions with `@tag` for variants of the supergraph and, for routers that are to enforce scopes, with
 * `@authenticated` and `@requiresScopes`. Their only source is the table of what each field needs (`table.ts`).
 */
export function withScopeDirectives(typeDefs: DocumentNode, withScopes: boolean): DocumentNode {
  const markFields = <Node extends ObjectTypeDefinitionNode | ObjectTypeExtensionNode>(
    node: Node,
  ): Node => {
    const { name, fields = [] } = node;
    return { ...node, fields: fields.map((field) => markField(name.value, field, withScopes)) };
  };
  return visit(typeDefs, { ObjectTypeDefinition: markFields, ObjectTypeExtension: markFields });
}

function markField(
  typeName: string,
  field: FieldDefinitionNode,
  withScopes: boolean,
): FieldDefinitionNode {
  // `requireCompleteTable` reports all fields that are missing in the table at once.
  if (!allNeeds.has(`${typeName}.${field.name.value}`)) return field;
  const requirement = requirementOf(typeName, field.name.value);
  const { directives = [] } = field;
  return {
    ...field,
    directives: [
      ...directives,
      ...(withScopes ? guardsOf(requirement) : []),
      ...tagsOf(typeName, requirement),
    ],
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

/**
 * The scopes of those who configure or operate the service. A root field that cannot be used without one of them is tagged
 * `internal`, so that a variant of the supergraph for clients can leave it out.
 */
const internalScopes: ReadonlySet<Scope> = new Set<Scope>([
  'keys:write',
  'operator',
  'lines:write',
  'policies:write',
  'bridges:write',
]);
const rootTypes = ['Query', 'Mutation', 'Subscription'];

function tagsOf(typeName: string, requirement: Requirement): ConstDirectiveNode[] {
  if (!rootTypes.includes(typeName)) return [];
  const isInternal =
    requirement.is === 'scopes' &&
    requirement.anyOf.every((allOf) => allOf.some((scope) => internalScopes.has(scope)));
  return [directiveNode('tag', { name: isInternal ? 'internal' : 'public' })];
}
