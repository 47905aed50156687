import { describe, expect, it } from 'vitest';
import { type Farewell, farewellError } from '../../src/graphql/farewell.ts';

const all: readonly Farewell[] = ['restart', 'too slow', 'key refused', 'key changed'];

describe('a stream that the service ends', () => {
  it.each(all)(
    'because of “%s” is told to resume after a cursor only if it is given one',
    (why) => {
      const [withCursor, without] = [farewellError(why, 'cur_1'), farewellError(why, null)];
      expect(withCursor.message).toMatch(
        /\. Subscribe again with `after` set to the `cursor` of this error\.$/,
      );
      expect(withCursor.details).toEqual({ cursor: 'cur_1' });
      expect(without.message).toMatch(
        /\. Send the operation again; a mutation may have been carried out already\.$/,
      );
      expect(without.details).toEqual({});
      expect(without.code).toBe(withCursor.code);
    },
  );
});
