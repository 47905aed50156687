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

/** Counts the texts of one response. All other values are short, and the cost limit bounds their number. */
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

/**
 * Makes every text field add to the size of its response. Beyond the limit no text is read, and '' stands for any value: `withinSize`,
 * or our plugin for Apollo Server, replaces the response by an error.
 */
export function measureTexts(schema: GraphQLSchema): void {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  // Types whose name begins with `_` belong to introspection and federation.
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

/** Counts a text, or the texts of a list, and returns it. */
function measured(size: ResponseSize, value: unknown): unknown {
  if (typeof value === 'string') size.add(value.length);
  else if (Array.isArray(value)) for (const element of value) measured(size, element);
  return value;
}

/** Returns the result, or the error that it is too large. */
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
