import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, startDoor } from '../support/start-door.ts';

const entity = '{ __typename: "Call", id: "call_1" }';
const two = `[${entity} ${entity}]`;
const given = [
  { __typename: 'Call', id: 'call_1' },
  { __typename: 'Call', id: 'call_2' },
];
const entities = (list: string) => `{ _entities(representations: ${list}) { __typename } }`;
const events = (first: string) => `{ callEventLog${first} { nodes { id } } }`;

/** The field itself costs 1, and each of its objects 1: so the list of `entities` costs 1 + its length, that of `events` 1 + 2 × first. */
const lists: [how: string, cost: number, query: string, variables?: object][] = [
  ['a list', 3, entities(two)],
  ['one object in place of a list', 2, entities(entity)],
  ['a variable', 3, `query ($r: [_Any!]!) ${entities('$r')}`, { r: given }],
  ['a variable with one object', 2, `query ($r: [_Any!]!) ${entities('$r')}`, { r: given[0] }],
  ['a default', 3, `query ($r: [_Any!]! = ${two}) ${entities('$r')}`],
  ['a default of one object', 2, `query ($r: [_Any!]! = ${entity}) ${entities('$r')}`],
  [
    'a default in whose place',
    2,
    `query ($r: [_Any!]! = ${two}) ${entities('$r')}`,
    { r: given[0] },
  ],
  [
    'variables in a list',
    3,
    `query ($a: _Any!, $b: _Any!) ${entities('[$a $b]')}`,
    { a: 1, b: [1, 2] },
  ],
  ['a fragment', 3, `query ($r: [_Any!]! = ${two}) { ...f } fragment f on Query ${entities('$r')}`],
  [
    'a variable named as every object has one',
    3,
    `query ($constructor: [_Any!]! = ${two}) ${entities('$constructor')}`,
  ],
  ['the default of the argument', 201, events('')],
  ['a number', 5, events('(first: 2)')],
  ['a variable', 5, `query ($n: Int!) ${events('(first: $n)')}`, { n: 2 }],
  ['a default', 5, `query ($n: Int = 2) ${events('(first: $n)')}`],
  ['a default in whose place', 7, `query ($n: Int = 2) ${events('(first: $n)')}`, { n: 3 }],
  ['a variable that is not given', 201, `query ($n: Int) ${events('(first: $n)')}`],
  [
    'a variable named as every object has one',
    201,
    `query ($toString: Int) ${events('(first: $toString)')}`,
  ],
  ['a default of such a name', 5, `query ($valueOf: Int = 2) ${events('(first: $valueOf)')}`],
  [
    'such a name that is given',
    7,
    `query ($valueOf: Int = 2) ${events('(first: $valueOf)')}`,
    { valueOf: 3 },
  ],
];

describe('the cost of an operation counts what a list is asked for', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor({ limits: { cost: 1 } });
  });
  afterAll(() => door.stop());

  it.each(lists)('with %s: %i', async (_how, cost, query, variables) => {
    const { errors } = await door.post(query, variables);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', cost, maxCost: 1 });
  });
});
