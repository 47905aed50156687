import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

type Path = readonly string[];
type Values = Readonly<Record<string, unknown>>;

/** One place for a value: an argument, or a field inside it. */
export interface Case {
  readonly root: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  /** Arguments of the field below, where the table is about that one. */
  readonly nested?: GraphQLField<unknown, unknown>;
  readonly argument: GraphQLArgument;
  readonly path: Path;
}

export function nameOf({ field, nested, argument, path }: Case): string {
  const place = [argument.name, ...path.slice(1)].join('.');
  return `${[field.name, nested?.name].filter(Boolean).join('.')}(${place})`;
}

export function allCases(schema: GraphQLSchema): Case[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([root, type]) =>
    Object.values(type?.getFields() ?? {})
      .filter(({ name }) => !name.startsWith('_'))
      .flatMap((field) => [
        ...casesOf({ root, field }, field),
        ...fieldsWithArguments(getNamedType(field.type)).flatMap((nested) =>
          casesOf({ root, field, nested }, nested),
        ),
      ]),
  );
}

function casesOf(
  place: Pick<Case, 'root' | 'field' | 'nested'>,
  of: GraphQLField<unknown, unknown>,
) {
  return of.args.flatMap((argument) =>
    pathsOf(argument, []).map((path): Case => ({ ...place, argument, path })),
  );
}

function fieldsWithArguments(type: GraphQLNamedType): GraphQLField<unknown, unknown>[] {
  if (!('getFields' in type) || isInputObjectType(type)) return [];
  return Object.values(type.getFields()).filter(({ args }) => args.length > 0);
}

/** The argument itself and everything inside it. */
function pathsOf(of: GraphQLArgument | GraphQLInputField, before: Path): Path[] {
  const path = [...before, of.name];
  const type = getNamedType(of.type);
  if (!isInputObjectType(type) || path.length > 4) return [path];
  return [path, ...Object.values(type.getFields()).flatMap((field) => pathsOf(field, path))];
}

function fieldAt({ argument, path }: Case): GraphQLArgument | GraphQLInputField {
  let at: GraphQLArgument | GraphQLInputField = argument;
  for (const name of path.slice(1)) {
    const type = getNamedType(at.type);
    const field: GraphQLInputField | undefined = isInputObjectType(type)
      ? type.getFields()[name]
      : undefined;
    if (!field) throw new Error(`There is no ${name}.`);
    at = field;
  }
  return at;
}

export function typeOf(one: Case): GraphQLInputType {
  return fieldAt(one).type;
}

export function mustNotBeNull(one: Case): boolean {
  return isNonNullType(typeOf(one));
}

/** The operation with just what it needs, but for the value in question. */
export function operationOf(
  one: Case,
  value: unknown,
  form: 'variables' | 'literals',
  lineId: string,
) {
  const { field, nested, argument, path, root } = one;
  const given = valueWith(argument, path.slice(1), value, lineId);
  const own = (of: GraphQLField<unknown, unknown>): Values =>
    Object.fromEntries(
      of.args
        .filter((arg) => isRequiredArgument(arg) && !(arg === argument))
        .map((arg) => [arg.name, sample(arg.type, lineId, arg.name)]),
    );
  const written = (of: GraphQLField<unknown, unknown>) => {
    const args = Object.entries(own(of)).map(([name, sampled]) => {
      const arg = of.args.find((a) => a.name === name);
      return `${name}: ${literal(sampled, arg?.type)}`;
    });
    if (of.args.includes(argument)) {
      args.push(
        `${argument.name}: ${form === 'variables' ? '$value' : literal(given, argument.type)}`,
      );
    }
    return args.length > 0 ? `(${args.join(', ')})` : '';
  };
  // As most clients declare it: nullable where there is a default.
  const type = isRequiredArgument(argument) ? argument.type : nullable(argument.type);
  const head = form === 'variables' ? `${root} ($value: ${type})` : root;
  const isLeaf = isLeafType(getNamedType(field.type));
  const below = nested ? `${nested.name}${written(nested)} { __typename }` : '__typename';
  const set = isLeaf ? '' : ` { ${below} }`;
  const query = `${head} { ${field.name}${written(field)}${set} }`;
  return { query, variables: form === 'variables' ? { value: given } : {} };
}

function nullable(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) ? type.ofType : type;
}

function valueWith(
  of: GraphQLArgument | GraphQLInputField,
  path: Path,
  value: unknown,
  lineId: string,
): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const type = getNamedType(of.type);
  if (!isInputObjectType(type)) throw new Error(`${of.name} has no fields.`);
  const field = type.getFields()[name];
  if (!field) throw new Error(`There is no ${name}.`);
  const object = {
    ...(sample(type, lineId, of.name) as object),
    [name]: valueWith(field, rest, value, lineId),
  };
  return isListType(nullable(of.type)) ? [object] : object;
}

/** The least that is valid. */
function sample(type: GraphQLInputType, lineId: string, name: string): unknown {
  if (isListType(nullable(type))) return [];
  const named = getNamedType(type);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named)) {
    const required = Object.values(named.getFields()).filter(isRequiredInputField);
    return Object.fromEntries(
      required.map((field) => [field.name, sample(field.type, lineId, field.name)]),
    );
  }
  switch (named.name) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return false;
    case 'DateTime':
      return name === 'to' ? '2026-02-02T00:00:00Z' : '2026-02-01T00:00:00Z';
    default:
      return /line/i.test(name) ? lineId : 'sample';
  }
}

/** As it is written in a document. */
function literal(value: unknown, type: GraphQLInputType | undefined): string {
  const named = type && getNamedType(type);
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, type)).join(', ')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = isInputObjectType(named) ? named.getFields() : {};
    const parts = Object.entries(value).map(
      ([name, one]) => `${name}: ${literal(one, fields[name]?.type)}`,
    );
    return `{ ${parts.join(', ')} }`;
  }
  const isName = isEnumType(named) && typeof value === 'string' && /^[A-Z_]+$/.test(value);
  return isName ? value : JSON.stringify(value);
}
