import type { FieldProblem } from './lines.ts';

/** Matches `Variable "$input" got invalid value 1.5 at "input.policies[0].calls"; Int cannot represent …`. */
const shape = /^Variable "\$input" got invalid value .* at "input\.(.+?)"; (.*)$/s;

/** GraphQL's errors about the types of an input, as problems of its fields. Errors about anything else are left out. */
export function inputProblems(messages: readonly string[]): FieldProblem[] {
  return messages.flatMap((message) => {
    const [, place, what = ''] = shape.exec(message) ?? [];
    if (place === undefined) return [];
    const [, missing] = /^Field "(\w+)" of required type/.exec(what) ?? [];
    if (missing !== undefined) return { field: `${place}.${missing}`, message: 'must be given' };
    const isNumber = what.startsWith('Int cannot represent');
    return { field: place, message: isNumber ? 'must be a whole number below 2147483648' : what };
  });
}
