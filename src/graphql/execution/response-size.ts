import {
  defaultFieldResolver,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isObjectType,
} from 'graphql';
import { RequestError } from '../../access/errors.ts';

/** The texts of one response so far. Every other field is short, and their number is bounded by the cost. */
export interface ResponseSize {
  readonly isExceeded: boolean;
  add(characters: number): void;
}

interface Sized {
  readonly responseSize: ResponseSize;
}

export function createResponseSize(max: number): ResponseSize {
  let size = 0;
  return {
    get isExceeded() {
      return size > max;
    },
    add(characters) {
      size += characters;
    },
  };
}

/** Has every field that is a text add to the size. Beyond the limit the fields stay empty: no one will see them. */
export function measureTexts(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  // The others are of introspection and federation.
  const ours = types.filter(({ name }) => !name.startsWith('_'));
  for (const field of ours.flatMap((type) => Object.values(type.getFields()))) {
    if (getNamedType(field.type) !== GraphQLString) continue;
    const resolve = field.resolve ?? defaultFieldResolver;
    field.resolve = (source, args, context: Sized, info) => {
      if (context.responseSize.isExceeded) return '';
      const value = resolve(source, args, context, info);
      if (!(value instanceof Promise)) return measured(context.responseSize, value);
      return value.then((text) => measured(context.responseSize, text));
    };
  }
}

function measured(size: ResponseSize, value: unknown): unknown {
  if (typeof value === 'string') size.add(value.length);
  else if (Array.isArray(value)) for (const one of value) measured(size, one);
  return value;
}

/** The result, or in its place the error that it is too large. */
export function withinSize(result: ExecutionResult, { responseSize }: Sized): ExecutionResult {
  return responseSize.isExceeded ? { errors: [tooLarge()] } : result;
}

export function tooLarge(): GraphQLError {
  const error = new RequestError(
    'RESPONSE_TOO_LARGE',
    'The response would be too large. Ask for smaller pages, or for fewer texts. A mutation was carried out nevertheless.',
  );
  return new GraphQLError(error.message, { originalError: error });
}
