import {
  assertInputObjectType,
  type GraphQLNamedType,
  type GraphQLType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
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

/** What is read and what is sent back, by the field of `PhoneLinePolicyInput` that takes it. */
const settings = Object.values(
  assertInputObjectType(schema.getType('PhoneLinePolicyInput')).getFields(),
)
  .map(({ type }) => getNamedType(type))
  .filter(isInputObjectType)
  .map((input) => [schema.getType(input.name.replace(/Input$/, '')), input] as const);

describe('the settings of policies', () => {
  it('are read by the names by which they are set', () => {
    const pairs: (typeof settings)[number][] = [...settings];
    for (const [type, input] of pairs) {
      const [read, set] = [fieldsOf(type), fieldsOf(input)];
      expect([type?.name, read.map(([name]) => name)]).toEqual([
        input.name.replace(/Input$/, ''),
        set.map(([name]) => name),
      ]);
      for (const [n, [, inner]] of set.entries()) {
        if (isInputObjectType(inner)) pairs.push([read[n]?.[1], inner]);
      }
    }
    expect(pairs.length).toBe(14);
  });

  it('can all be read with one selection', () => {
    const types = new Map<string, Set<string>>();
    for (const [name, , type] of settings.flatMap(([output]) => fieldsOf(output))) {
      types.set(name, (types.get(name) ?? new Set()).add(type));
    }
    expect([...types].filter(([, found]) => found.size > 1)).toEqual([]);
    expect(settings.length).toBe(10);
  });
});

describe('the contract', () => {
  it('describes every type, field, argument and enum value', () => {
    const parts = ourNames.flatMap((name) => partsOf(schema.getType(name)));
    const undescribed = parts.filter(([, description]) => !description?.trim());
    expect(undescribed.map(([place]) => place)).toEqual([]);
    expect(schema.description).toMatch(/\w/);
    expect(parts.length).toBeGreaterThan(250);
  });

  it('has no name that another subgraph is likely to have', () => {
    const shared = /^(Query|Mutation|Subscription|DateTime|PageInfo)$/;
    const ours = /Call|PhoneLine|RingDecision|^(PilotStatus|Wawp|Wuts|Genesys|Waha|Telnyx)/;
    const names = ourNames.filter((name) => !shared.test(name));
    expect(names.filter((name) => !ours.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(100);
  });

  it('says every duration in milliseconds', () => {
    const inOtherUnits = /(?<!Per)(Seconds?|Minutes?|Days?)$|(?<!quiet)Hours$/;
    const fields = ourNames.flatMap((name) => fieldsOf(schema.getType(name)));
    expect(fields.filter(([name]) => inOtherUnits.test(name)).map(([name]) => name)).toEqual([]);
    expect(fields.length).toBeGreaterThan(250);
  });

  it('says where every scalar is specified', () => {
    const scalars = Object.values(schema.getTypeMap()).filter(isScalarType);
    const own = scalars.filter(({ name }) => ourNames.includes(name));
    expect(own.map(({ name, specifiedByURL }) => [name, specifiedByURL])).toEqual([
      ['DateTime', 'https://scalars.graphql.org/andimarek/date-time'],
    ]);
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
  const own: Part[] = [[type.name, type.description]];
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

function fieldsOf(type: GraphQLNamedType | undefined | null) {
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
  return Object.values(type.getFields()).map(
    (field) => [field.name, getNamedType(field.type as GraphQLType), String(field.type)] as const,
  );
}
