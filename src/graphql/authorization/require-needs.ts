import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { mayNotReject, scopeMissing } from '../../access/require-scope.ts';
import type { Scope } from '../../access/scopes.ts';
import { hasScope, type Viewer } from '../../access/viewer.ts';
import { allNeeds, type Requirement, requirementOf } from './needs.ts';

interface CheckedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

interface FieldNeed {
  /** A field with this requirement, as `Type.field`. */
  readonly place: string;
  readonly requirement: Exclude<Requirement, { is: 'nothing' }>;
}

/** Documents are cached and run often, so the needs of an operation are found once. */
const needsOfOperations = new WeakMap<OperationDefinitionNode, readonly FieldNeed[]>();

/**
 * Refuses an operation that selects a field which its principal may not use, before any field runs. Otherwise a mutation
 * could be carried out whose answer is then refused. `viewer` throws if the request has no principal.
 */
export function requireNeeds(checked: CheckedOperation, viewer: () => Viewer): void {
  const needs = needsOfOperations.get(checked.operation) ?? findNeeds(checked);
  needsOfOperations.set(checked.operation, needs);
  for (const { place, requirement } of needs) requireNeed(viewer(), place, requirement);
}

/** Whether routers may look up entities of this type here. They may not if the type's `@key` has `resolvable: false`. */
export function isLookedUp(typeName: string): boolean {
  return allNeeds.has(`${typeName}.__resolveReference`);
}

/** For a router's lookup of an entity. The type of the entity is in the variables, so `requireNeeds` cannot see it. */
export function requireEntityNeeds(typeName: string, viewer: () => Viewer): void {
  const requirement = requirementOf(typeName, '__resolveReference');
  if (requirement.is !== 'nothing') requireNeed(viewer(), typeName, requirement);
}

function requireNeed(viewer: Viewer, place: string, requirement: FieldNeed['requirement']): void {
  if (requirement.is === 'principal' || hasAnyOf(viewer, requirement.anyOf)) return;
  // A tenant-wide key can never have `calls:reject`, and gets an error that says so.
  if (place === 'Mutation.rejectCall') throw mayNotReject(viewer);
  throw scopeMissing(`\`${place}\` needs`, requirement.anyOf);
}

function hasAnyOf(viewer: Viewer, anyOf: readonly (readonly Scope[])[]): boolean {
  return anyOf.some((allOf) => allOf.every((scope) => hasScope(viewer, scope)));
}

/**
 * The different requirements of an operation, each with one of the fields that have it. Expects a validated operation. Fields with
 * `@skip` and `@include` count too.
 */
function findNeeds({ schema, document, operation }: CheckedOperation): readonly FieldNeed[] {
  const needs = new Map<string, FieldNeed>();
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const unvisited: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  for (let part = unvisited.pop(); part; part = unvisited.pop()) {
    const typeInfo = new TypeInfo(schema);
    visit(
      part,
      visitWithTypeInfo(typeInfo, {
        Field() {
          const [type, field] = [typeInfo.getParentType(), typeInfo.getFieldDef()];
          if (!type || !field) return;
          const requirement = requirementOf(type.name, field.name);
          if (requirement.is === 'nothing') return;
          const key = JSON.stringify(requirement);
          if (!needs.has(key)) needs.set(key, { place: `${type.name}.${field.name}`, requirement });
        },
        FragmentSpread({ name }) {
          const fragment = fragments.get(name.value);
          // A fragment is visited once, wherever else it is spread.
          fragments.delete(name.value);
          if (fragment) unvisited.push(fragment);
        },
      }),
    );
  }
  return [...needs.values()];
}
