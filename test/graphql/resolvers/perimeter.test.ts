import { assertEnumType, assertInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notSentReasons, rejectReasons } from '../../../src/call/rejection.ts';
import { buildSchema } from '../../../src/graphql/schema.ts';
import { weekdays } from '../../../src/policies/opening-hours.ts';
import { anonymities, busyAnswers, fallbacks, modes } from '../../../src/policies/policy.ts';
import { policyFields } from '../../../src/policies/settings/read-settings.ts';
import { type Door, startDoor } from '../support/start-door.ts';

let door: Door;
beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.stop());

const askAsTenant = (query: string, variables: object = {}) =>
  door.post(query, variables, { 'x-api-key': 'tenant-key' });

describe('the input of setPhoneLinePolicies', () => {
  const schema = buildSchema(1000);
  const valuesOf = (name: string) =>
    new Set(
      assertEnumType(schema.getType(name))
        .getValues()
        .map(({ value }) => value),
    );

  it('has a field for each kind of policy', () => {
    const fields = Object.keys(
      assertInputObjectType(schema.getType('PhoneLinePolicyInput')).getFields(),
    );
    expect(fields).toEqual(['name', 'mode', 'reason', 'copyKey', ...policyFields]);
  });

  it.each([
    ['PhoneLinePolicyModeInput', modes],
    ['CallRejectReasonInput', rejectReasons],
    ['PhoneLineWhenUnknownInput', fallbacks],
    ['PhoneLineWhenBusyInput', busyAnswers],
    ['PhoneLineAnonymityInput', anonymities],
    ['PhoneLineWeekdayInput', weekdays],
  ])('offers in %s what its reader knows', (name, known) => {
    expect(valuesOf(name)).toEqual(new Set(known));
  });
});

it('the reasons for which a text is not sent are all in the contract', () => {
  const reasons = assertEnumType(buildSchema(1000).getType('CallTextNotSentReason')).getValues();
  expect(new Set(reasons.map(({ value }) => value))).toEqual(new Set(notSentReasons));
});

describe('the control of the perimeter in GraphQL', () => {
  it('shows a decision with its causes in the words of the contract', async () => {
    const { data } =
      await door.post(`{ probeRingDecision(input: { lineId: "line_1", caller: { phone: "+1" } }) {
      verdict by { kind } sentence held { by because outcome { verdict } }
      followUp { text variant locale notSent { reason } } followUpWhenGone { text notSent { reason because } } would { verdict by { kind name policy } }
      causes { kind name policy mode verdict because facts { name value } heldBackBy } } }`);
    expect(data?.probeRingDecision).toEqual({
      verdict: 'RING',
      by: null,
      sentence: 'Rings; would be rejected by "Nights".',
      held: { by: 'LEG_CAP', because: 'leg 3', outcome: { verdict: 'REJECT' } },
      followUp: {
        ...{ text: 'We are closed.', variant: 'quiet-hours/A', locale: 'en' },
        notSent: null,
      },
      followUpWhenGone: {
        text: null,
        notSent: { reason: 'NO_COPY', because: 'none is written' },
      },
      would: { verdict: 'REJECT', by: { kind: 'QUIET_HOURS', name: 'Nights', policy: 0 } },
      causes: [
        {
          ...{ kind: 'LEG_CAP', name: null, policy: null, mode: 'ENFORCE', verdict: 'LETS_RING' },
          ...{ because: 'leg 3', facts: [{ name: 'leg', value: '3' }], heldBackBy: null },
        },
        {
          ...{ kind: 'QUIET_HOURS', name: 'Nights', policy: 0, mode: 'OBSERVE' },
          ...{
            verdict: 'REJECTS',
            because: 'the line is closed',
            facts: [{ name: 'open', value: 'false' }],
          },
          heldBackBy: 'LEG_CAP',
        },
      ],
    });
  });

  it('leaves to the use case what a client has left out', async () => {
    const { data } = await askAsTenant(`mutation { setPhoneLinePolicies(id: "line_1", input: {
      policies: [{ blockedCaller: {} }] }) { __typename } }`);
    expect(data?.setPhoneLinePolicies).toEqual({ __typename: 'PhoneLinePoliciesSet' });
    expect(door.host.askedOfPerimeter.at(-1)).toMatchObject({
      policies: [{ blockedCaller: { on: true }, mode: 'ENFORCE' }],
      killSwitch: undefined,
      textVia: undefined,
      rejectsPerMinute: 60,
      legCap: 3,
    });
  });

  it('names the place of what is wrong', async () => {
    const { data } =
      await askAsTenant(`mutation { setPhoneLinePolicies(id: "line_1", input: { policies: [] }) {
      ... on PhoneLinePoliciesInvalid { code problems { field message } } } }`);
    expect(data?.setPhoneLinePolicies).toEqual({
      code: 'LINE_POLICIES_INVALID',
      problems: [{ field: 'policies[0].mode', message: 'Wrong.' }],
    });
  });

  it('says which line it does not know', async () => {
    const { data } = await askAsTenant(`mutation {
      policies: setPhoneLinePolicies(id: "line_2", input: { policies: [] }) { ... on CallsUserError { code } }
      killSwitch: setPhoneLineKillSwitch(id: "line_2", on: true) { ... on CallsUserError { code } }
      presence: setPhoneLinePresence(input: { lineId: "line_2", agent: "ann", state: BUSY }) { ... on CallsUserError { code } } }`);
    const code = 'LINE_NOT_FOUND';
    expect(data).toEqual({ policies: { code }, killSwitch: { code }, presence: { code } });
  });

  it('changes callers, and tells those it does not know from those that nobody can be', async () => {
    const { data } = await askAsTenant(`mutation {
      tagged: tagCaller(caller: { id: "clr_1" }, tier: "gold") { ... on CallerChanged { caller { id tier } } }
      unknown: blockCaller(caller: { id: "clr_nobody" }, reason: "spam") { ... on CallsUserError { code } }
      wrong: unblockCaller(caller: { phone: "nonsense" }) { ... on CallerInvalid { code problems { field } } } }`);
    expect(data).toEqual({
      tagged: { caller: { id: 'clr_1', tier: 'gold' } },
      unknown: { code: 'CALLER_NOT_FOUND' },
      wrong: { code: 'CALLER_INVALID', problems: [{ field: 'caller.phone' }] },
    });
    expect(door.host.askedOfPerimeter.slice(-3)).toEqual([
      ['tag', { id: 'clr_1' }, 'gold'],
      ['block', { id: 'clr_nobody' }, { forMs: null, reason: 'spam' }],
      ['unblock', { phone: 'nonsense' }],
    ]);
  });

  it('refuses an agent without a name', async () => {
    const { errors } = await askAsTenant(
      'mutation { setPhoneLinePresence(input: { lineId: "line_1", agent: " ", state: BUSY }) { __typename } }',
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });
});
