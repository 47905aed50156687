import { GraphQLError, GraphQLScalarType } from 'graphql';

/** For results only: every input has a type of its own. */
export const json = new GraphQLScalarType<never, unknown>({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: refuse,
  parseLiteral: refuse,
});

function refuse(): never {
  throw new GraphQLError('The scalar JSON is for results only; it cannot be an input.');
}
