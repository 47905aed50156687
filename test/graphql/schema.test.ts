import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { resolvers } from '../../src/graphql/resolvers/index.ts';
import { buildSchema, readTypeDefs } from '../../src/graphql/schema.ts';

const schema = buildSchema(1000);
const ourNames = readTypeDefs().definitions.flatMap((definition) =>
  'name' in definition && definition.name && definition.kind !== Kind.OBJECT_TYPE_EXTENSION
    ? [definition.name.value]
    : [],
);

describe('the contract', () => {
  it('describes every type, field, argument and enum value', () => {
    const parts = ourNames.flatMap((name) => partsOf(schema.getType(name)));
    const undescribed = parts.filter(([, description]) => !description?.trim());
    expect(undescribed.map(([place]) => place)).toEqual([]);
    expect(parts.length).toBeGreaterThan(250);
  });

  it('has a place for every resolver', () => {
    const places = Object.entries(resolvers).flatMap(([typeName, fields]) => {
      const type = schema.getType(typeName);
      if (!isObjectType(type)) return type ? [] : [typeName];
      const known = new Set([...Object.keys(type.getFields()), '__resolveReference']);
      return Object.keys(fields)
        .filter((field) => !known.has(field))
        .map((field) => `${typeName}.${field}`);
    });
    expect(places).toEqual([]);
  });

  it('resolves every root field', () => {
    const roots = [schema.getQueryType(), schema.getMutationType()];
    const unresolved = roots.flatMap((root) =>
      Object.values(root?.getFields() ?? {}).filter((field) => !field.resolve),
    );
    expect(unresolved.map((field) => field.name)).toEqual([]);
  });

  it('subscribes to every subscription field', () => {
    const fields = Object.values(schema.getSubscriptionType()?.getFields() ?? {});
    expect(fields.map((field) => [field.name, typeof field.subscribe])).toEqual([
      ['callEvents', 'function'],
    ]);
  });
});

type Part = [place: string, description: string | null | undefined];

function partsOf(type: GraphQLNamedType | undefined): Part[] {
  if (!type) return [];
  // The root types have nothing to say that their fields do not.
  const isRoot = /^(Query|Mutation|Subscription)$/.test(type.name);
  const own: Part[] = isRoot ? [] : [[type.name, type.description]];
  if (isEnumType(type)) {
    return [...own, ...type.getValues().map((v): Part => [`${type}.${v.name}`, v.description])];
  }
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return own;
  return Object.values(type.getFields())
    .filter((field) => !field.name.startsWith('_'))
    .reduce<Part[]>((parts, field) => {
      const args = 'args' in field ? field.args : [];
      const place = `${type}.${field.name}`;
      parts.push([place, field.description]);
      for (const arg of args) parts.push([`${place}(${arg.name})`, arg.description]);
      return parts;
    }, own);
}
