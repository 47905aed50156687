import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import { isScope, type Scope } from '../../access/scopes.ts';
import { type Need, table } from './table.ts';

/**
 * What a request must have to select a field. `principal`: any valid key or token. `anyOf` has the form of `@requiresScopes`: the
 * viewer must have all scopes of one of the lists.
 */
export type Requirement =
  | { readonly is: 'nothing' }
  | { readonly is: 'principal' }
  | { readonly is: 'scopes'; readonly anyOf: readonly (readonly Scope[])[] };

/** What each field needs. The keys have the form `Type.field`. */
export const allNeeds: ReadonlyMap<string, Need> = new Map<string, Need>(
  Object.entries(table).flatMap(([type, fields]) =>
    Object.entries(fields).flatMap(([need, names]) =>
      names.split(/\s+/).map((name) => [`${type}.${name}`, need as Need] as const),
    ),
  ),
);

/** Throws for a field that the table does not name. */
export function requirementOf(typeName: string, fieldName: string): Requirement {
  if (isOfIntrospection(typeName, fieldName)) return { is: 'nothing' };
  const need = allNeeds.get(`${typeName}.${fieldName}`);
  if (need === undefined)
    throw new Error(`${typeName}.${fieldName} is not in the table of scopes.`);
  requirements[need] ??= requirementOfScopes(need);
  return requirements[need];
}

function isOfIntrospection(typeName: string, fieldName: string): boolean {
  if (typeName.startsWith('__')) return true;
  // `__resolveReference` is no field of GraphQL: in the table it stands for a router's lookup of an entity.
  return fieldName.startsWith('__') && fieldName !== '__resolveReference';
}

/**
 * `requirementOf` adds those with scopes when they are first asked for. A `reached` field needs nothing beyond the field that
 * leads to it, which is checked by itself.
 */
const requirements: Partial<Record<Need, Requirement>> = {
  anyone: { is: 'nothing' },
  principal: { is: 'principal' },
  reached: { is: 'nothing' },
  'reached, masked': { is: 'nothing' },
};

function requirementOfScopes(need: Need): Requirement {
  // `calls:read or callers:tag, masked`: only the part before the comma has scopes. The field's resolver does the masking.
  const [scopes = ''] = need.split(', ');
  return {
    is: 'scopes',
    // Every word is a scope, by the type `Need`: the filter is for the compiler.
    anyOf: scopes.split(' or ').map((allOf) => allOf.split(' and ').filter(isScope)),
  };
}

/** Prevents the start of a process whose schema has a field that the table does not name. */
export function requireCompleteTable(schema: GraphQLSchema): void {
  const missing = Object.values(schema.getTypeMap()).flatMap((type) =>
    (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith('__')
      ? Object.keys(type.getFields())
          .map((field) => `${type.name}.${field}`)
          .filter((place) => !allNeeds.has(place))
      : [],
  );
  if (missing.length === 0) return;
  throw new Error(
    `Say what these fields need in src/graphql/authorization/table.ts: ${missing.join(', ')}`,
  );
}
