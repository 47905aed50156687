import { GraphQLError, GraphQLScalarType } from 'graphql';

/** Only goes out: what comes in has types of its own. */
export const json = new GraphQLScalarType<never, unknown>({
  name: 'JSON',
  serialize: (value) => value,
  parseValue: refuse,
  parseLiteral: refuse,
});

function refuse(): never {
  throw new GraphQLError('JSON is only in answers.');
}
