import { coerceInputValue, type GraphQLInputType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { startTestApp, type TestApp } from '../../support/app.ts';
import { type Answer, ask } from '../../support/client.ts';
import { operationOverSocket } from './operation-over-socket.ts';
import {
  allCases,
  type Case,
  mustNotBeNull,
  nameOf,
  operationOf,
  typeOf,
} from './operations-with.ts';

const schema = buildSchema(1000);

interface Odd {
  readonly what: string;
  readonly value: unknown;
  /** Written out in the document too: there it takes another way. */
  readonly literal?: true;
}

/** What nobody should send, for any argument and any field of an input. */
const values: readonly Odd[] = [
  { what: 'null', value: null, literal: true },
  { what: 'a number', value: 7, literal: true },
  { what: 'a string', value: 'x', literal: true },
  { what: 'an empty string', value: '' },
  { what: 'a NUL and half a character', value: '\0\ud800' },
  { what: 'an empty list', value: [], literal: true },
  { what: 'a list of null', value: [null], literal: true },
  { what: 'an empty object', value: {}, literal: true },
  { what: 'an object with a field that is none', value: { nope: 1 } },
  { what: 'a huge number', value: 1e308, literal: true },
  { what: 'a number beyond 32 bits', value: 2 ** 31 },
  { what: 'a negative number', value: -1 },
  { what: 'a long string', value: 'x'.repeat(20_000) },
  { what: 'a time of long ago', value: '0000-01-01T00:00:00Z' },
];

/**
 * `somewhere` tries every operation at one place in four. A value that is written out in the document is read by its type, before the
 * field sees it: one place of each type shows that. `everywhere` tries all places, and writes the values out at all of them.
 */
export function describeAnyInput(where: 'somewhere' | 'everywhere'): void {
  describe('any value for any argument', () => {
    let t: TestApp;
    beforeAll(async () => {
      t = await startTestApp({ rememberMs: 60_000 });
      t.simulator.ring();
      await t.simulator.webhooks.settled();
    });
    afterAll(() => t.stop());

    const cases = allCases(schema);
    const operations = [...Map.groupBy(cases, ({ field }) => field.name)].map(
      ([name, places]) =>
        [name, where === 'everywhere' ? places : places.filter((_, n) => n % 4 === 0)] as const,
    );

    it('is tried for every argument of every operation', () => {
      const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
      const wanted = roots.flatMap((root) =>
        Object.values(root?.getFields() ?? {})
          .filter(({ args, name }) => args.length > 0 && !name.startsWith('_'))
          .map(({ name }) => name),
      );
      expect(new Set(cases.map(({ field }) => field.name))).toEqual(new Set(wanted));
      expect(cases.map(nameOf)).toEqual(
        expect.arrayContaining(['call.history(first)', 'callAttrition(input.windowMs)']),
      );
    });

    it.each(operations)('is never an internal error of %s', async (_operation, places) => {
      const wrong: unknown[] = [];
      for (const place of places) {
        const tries = values
          .filter((odd) => !isRefusedElsewhere(place, odd))
          .map((odd) => findFaults(place, odd));
        wrong.push(...(await Promise.all(tries)).flat());
      }
      expect(wrong).toEqual([]);
      expect(t.logged.filter((line) => line.includes('A GraphQL operation failed'))).toEqual([]);
    });

    /** What the type alone refuses never comes to the field: one place of each type shows the answer. */
    const refused = new Set<string>();
    function isRefusedElsewhere(place: Case, { what, value }: Odd): boolean {
      if (value === null || !isRefusedBy(typeOf(place), value)) return false;
      const refusal = `${place.root}, ${typeOf(place)}: ${what}`;
      if (refused.has(refusal)) return true;
      refused.add(refusal);
      return false;
    }

    const written = new Set<string>();
    function isFirstOfItsType(place: Case, what: string): boolean {
      const literal = `${place.root}, ${typeOf(place)}: ${what}`;
      const isFirst = !written.has(literal);
      written.add(literal);
      return isFirst;
    }

    async function findFaults(place: Case, { what, value, literal }: Odd): Promise<unknown[]> {
      const isWritten = literal && (where === 'everywhere' || isFirstOfItsType(place, what));
      const forms = isWritten ? (['variables', 'literals'] as const) : (['variables'] as const);
      const found = forms.map(async (form) => {
        const { errors = [] } = await send(place, value, form);
        const isRefusal = value === null && mustNotBeNull(place);
        const asItShould = isRefusal
          ? errors.length > 0 && errors.every((error) => isRefusalOf(place, error))
          : errors.every(({ extensions }) => allowed.has(extensions?.code ?? ''));
        return asItShould ? [] : [{ place: nameOf(place), what, form, errors }];
      });
      return (await Promise.all(found)).flat();
    }

    async function send(
      one: Case,
      value: unknown,
      form: 'variables' | 'literals',
    ): Promise<Answer<unknown>> {
      const { query, variables } = operationOf(one, value, form, t.lineId);
      const key = one.field.name === 'rejectCall' ? t.key : t.tenantKey;
      if (one.root !== 'subscription') return ask(t.url, key, query, variables);
      return operationOverSocket(t.url, key, query, variables);
    }
  });
}

function isRefusedBy(type: GraphQLInputType, value: unknown): boolean {
  const problems: unknown[] = [];
  coerceInputValue(value, type, (...problem) => problems.push(problem));
  return problems.length > 0;
}

type Refusal = NonNullable<Answer<unknown>['errors']>[number];

const allowed: ReadonlySet<string> = new Set([
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
]);

function isRefusalOf({ path }: Case, { message, extensions }: Refusal): boolean {
  return extensions?.code === 'BAD_USER_INPUT' && message.includes(path.at(-1) ?? '');
}
