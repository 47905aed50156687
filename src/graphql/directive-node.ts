import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  Kind,
} from 'graphql';

type Value = string | number | boolean | readonly Value[];

/** `@name(argument: value)`, for a definition that is changed before the schema is built. */
export function directiveNode(
  name: string,
  values: Readonly<Record<string, Value>> = {},
): ConstDirectiveNode {
  const args = Object.entries(values).map(
    ([argument, value]): ConstArgumentNode => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value: valueNode(value),
    }),
  );
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name }, arguments: args };
}

function valueNode(value: Value): ConstValueNode {
  if (typeof value === 'string') return { kind: Kind.STRING, value };
  if (typeof value === 'number') return { kind: Kind.INT, value: String(value) };
  if (typeof value === 'boolean') return { kind: Kind.BOOLEAN, value };
  return { kind: Kind.LIST, values: value.map(valueNode) };
}
