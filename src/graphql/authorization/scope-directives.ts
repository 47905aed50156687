import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  visit,
} from 'graphql';
import type { Scope } from '../../access/scopes.ts';
import { allNeeds, requirementOf } from './needs.ts';

/** The type definitions with `@authenticated` and `@requiresScopes`, for routers. The table is their only source. */
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
  // A field that is missing in the table is reported with all others when the schema is complete.
  if (!allNeeds.has(`${typeName}.${field.name.value}`)) return field;
  const requirement = requirementOf(typeName, field.name.value);
  switch (requirement.is) {
    case 'nothing':
      return field;
    case 'principal':
      return { ...field, directives: [...(field.directives ?? []), directive('authenticated')] };
    case 'scopes': {
      const marked = directive('requiresScopes', requirement.anyOf);
      return { ...field, directives: [...(field.directives ?? []), marked] };
    }
  }
}

function directive(name: string, scopes?: readonly (readonly Scope[])[]): ConstDirectiveNode {
  const list = scopes?.map((all) => all.map((value) => ({ kind: Kind.STRING, value }) as const));
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    ...(list && {
      arguments: [
        {
          kind: Kind.ARGUMENT,
          name: { kind: Kind.NAME, value: 'scopes' },
          value: { kind: Kind.LIST, values: list.map((values) => ({ kind: Kind.LIST, values })) },
        },
      ],
    }),
  };
}
