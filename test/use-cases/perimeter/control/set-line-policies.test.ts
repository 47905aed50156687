import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../support/app.ts';
import { ask, get } from '../../../support/client.ts';
import { addLine } from '../../../support/lines.ts';
import { perimeterOf, probe, setPolicies } from '../../../support/policies.ts';
import { addTenant, type OtherTenant } from '../../../support/tenant.ts';

const quiet = {
  fallbackLocale: 'en',
  copies: [
    {
      key: 'quiet-hours',
      variants: [{ name: 'A', weight: 1, texts: [{ locale: 'en', text: 'We are closed.' }] }],
    },
  ],
};

describe('setPhoneLinePolicies', () => {
  let t: TestApp;
  let others: OtherTenant;
  beforeAll(async () => {
    // Lines are remembered for long, so that a change which is not noticed is found out.
    t = await startTestApp({ rememberMs: 60_000 });
    others = await addTenant(t.app, t.databaseUrl);
  });
  afterAll(() => t.stop());

  const newLine = async () => {
    const { apiKey, url: baseUrl } = t.simulator;
    return (await addLine(t, { name: 'a line', pilotStatus: { apiKey, baseUrl } })).lineId;
  };

  it('shows what was set, by the names under which it was set', async () => {
    const lineId = await newLine();
    const vip = { tiers: ['gold'], crm: { url: 'http://127.0.0.1:9/', whenSilent: 'RING' } };
    const policies = [
      { name: 'Nights', quietHours: { open: [{ days: ['MONDAY'], from: '09:00', to: '17:00' }] } },
      { mode: 'OBSERVE', reason: 'BUSY', copyKey: 'quiet-hours', vipPerimeter: vip },
      { bypass: { callers: ['+44 20 7183 8750', 'clr_ada'] } },
    ];
    const caps = { rejectsPerMinute: 5, textsPerMinute: 6, textCooldownMs: 7000, legCap: 8 };
    const input = { policies, copy: quiet, killSwitch: true, textVia: t.lineId, ...caps };
    expect(await setPolicies(t, lineId, input)).toEqual({ __typename: 'PhoneLinePoliciesSet' });

    const plain = { name: null, reason: null, copyKey: null, mode: 'ENFORCE' };
    expect(await perimeterOf(t, lineId)).toEqual({
      policies: [
        {
          ...plain,
          kind: 'QUIET_HOURS',
          name: 'Nights',
          settings: { ...policies[0]?.quietHours, holidays: [] },
        },
        {
          ...plain,
          ...{ kind: 'VIP_PERIMETER', mode: 'OBSERVE', reason: 'BUSY', copyKey: 'quiet-hours' },
          settings: { ...vip, crm: { ...vip.crm, rememberMs: null } },
        },
        { ...plain, kind: 'BYPASS', settings: { callers: ['+442071838750', 'clr_ada'] } },
      ],
      copy: { ...quiet, links: [] },
      killSwitch: true,
      ...caps,
      textVia: { id: t.lineId },
    });
  });

  it('names every place that is wrong, and saves nothing', async () => {
    const lineId = await newLine();
    await setPolicies(t, lineId, { policies: [{ name: 'Mine', blockedCaller: {} }] });
    const before = await perimeterOf(t, lineId);
    const valve = { bridge: 'main', staleAfterMs: 1, whenStale: 'RING' };
    const answer = await setPolicies(t, lineId, {
      policies: [
        { blockedCaller: {}, conversationFirst: { withinMs: 86_400_000 } },
        { quietHours: { open: [{ days: [], from: '9', to: '25:00' }] } },
        { safetyValve: { ...valve, healthUrl: 'http://10.0.0.1/health' } },
        { vipPerimeter: { tiers: ['a'], crm: { url: 'nowhere', whenSilent: 'RING' } } },
      ],
      copy: { ...quiet, fallbackLocale: 'no language' },
      rejectsPerMinute: -1,
      legCap: 101,
      textVia: others.lineId,
    });

    expect(answer.__typename).toBe('PhoneLinePoliciesInvalid');
    expect(answer.problems?.map(({ field }) => field)).toEqual([
      'policies[0]',
      'policies[1].quietHours.open[0].days',
      'policies[1].quietHours.open[0].from',
      'policies[1].quietHours.open[0].to',
      'policies[2].safetyValve.staleAfterMs',
      'policies[3].vipPerimeter.crm.url',
      'copy.fallbackLocale',
      'rejectsPerMinute',
      'legCap',
      'policies[2].safetyValve.healthUrl',
      'textVia',
    ]);
    expect(await perimeterOf(t, lineId)).toEqual(before);
  });

  it('wants every copy that a policy names to be written', async () => {
    const answer = await setPolicies(t, await newLine(), {
      policies: [
        { blockedCaller: {}, copyKey: 'nowhere' },
        { presence: { whenBusy: 'RING', whenUnknown: 'RING', busyCopyKey: 'busy' } },
      ],
      copy: quiet,
    });
    expect(answer.problems?.map(({ field }) => field)).toEqual([
      'policies[0].copyKey',
      'policies[1].presence.busyCopyKey',
    ]);
  });

  it('tells every mistake that would cost the text, and where, all at once', async () => {
    const lineId = await newLine();
    const before = await perimeterOf(t, lineId);
    const text = (key: string, ...texts: [locale: string, text: string][]) => ({
      key,
      variants: [
        { name: 'A', weight: 1, texts: texts.map(([locale, said]) => ({ locale, text: said })) },
      ],
    });
    const answer = await setPolicies(t, lineId, {
      policies: [
        { presence: { whenBusy: 'RING_AND_TEXT', whenUnknown: 'RING' } },
        { blockedCaller: {}, copyKey: 'nowhere' },
        { quietHours: { open: [] } },
      ],
      copy: {
        fallbackLocale: 'en',
        copies: [
          text('quietHours', ['en', 'We are back {nextOpening}.']),
          text('BUSY', ['en', 'This is {{lineName}}.'], ['english', 'Busy.']),
          text('UNWANTED', ['en', 'This is {lineName.'], ['xx-YYYYY', 'No.']),
        ],
      },
      textsPerMinute: -1,
    });
    expect(answer.problems?.map(({ field, message }) => `${field}: ${message}`)).toEqual([
      'copy.copies[1].variants[0].texts[0].text: {{lineName}} has its braces twice: write {lineName}',
      'copy.copies[1].variants[0].texts[1].locale: must be a language tag, such as "en" or "pt-BR"',
      'copy.copies[2].variants[0].texts[0].text: has a { without its }',
      'copy.copies[2].variants[0].texts[1].locale: must be a language tag, such as "en" or "pt-BR"',
      'textsPerMinute: must be a whole number from 0 to 10000',
      'policies[0].presence.whenBusy: is RING_AND_TEXT, and the text is not written: write the copy "everybody-busy", or name another as `busyCopyKey`',
      'policies[1].copyKey: names the copy "nowhere", which is not written; written are: quietHours, BUSY, UNWANTED',
      'copy.copies[0].key: "quietHours" is not used by any policy: did you mean "quiet-hours"?',
      'copy.copies[0].variants[0].texts[0].text: {nextOpening} can never be filled in, so no text would be sent: the line never opens within a year',
    ]);
    expect(await perimeterOf(t, lineId)).toEqual(before);
  });

  it('takes no opening into a text that is only ever sent while the line is open', async () => {
    const telling = (key: string) => ({
      key,
      variants: [{ name: 'A', weight: 1, texts: [{ locale: 'en', text: 'Back {nextOpening}.' }] }],
    });
    const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
    const problemsWith = async (to: string, whenBusy: string, key: string) => {
      const policies = [
        { quietHours: { open: [{ days, from: '00:00', to }] } },
        { presence: { whenBusy, whenUnknown: 'RING' } },
      ];
      const copy = { fallbackLocale: 'en', copies: [telling(key)] };
      const answer = await setPolicies(t, await newLine(), { policies, copy });
      return answer.problems?.map(({ message }) => message) ?? answer.__typename;
    };
    const never = '{nextOpening} can never be filled in, so no text would be sent: ';
    expect([
      await problemsWith('24:00', 'RING', 'nobody-online'),
      await problemsWith('12:00', 'RING', 'nobody-online'),
      await problemsWith('12:00', 'RING_AND_TEXT', 'everybody-busy'),
      await problemsWith('12:00', 'REJECT', 'everybody-busy'),
    ]).toEqual([
      [`${never}the line never closes`],
      'PhoneLinePoliciesSet',
      [`${never}it is for callers who ring while the line is open (\`quietHours\`)`],
      'PhoneLinePoliciesSet',
    ]);
  });

  it('wants opening hours where a text tells when the line opens', async () => {
    const [copy] = quiet.copies;
    const texts = [{ locale: 'en', text: 'We are back {nextOpening}.' }];
    const copies = [{ ...copy, variants: [{ name: 'A', weight: 1, texts }] }];
    const fieldsWith = async (quietHours?: object) => {
      const policies = [
        { vipPerimeter: { tiers: ['gold'] } },
        ...(quietHours ? [{ quietHours }] : []),
      ];
      const answer = await setPolicies(t, await newLine(), {
        policies,
        copy: { ...quiet, copies },
      });
      return answer.problems?.map(({ field }) => field) ?? answer.__typename;
    };
    const open = [{ days: ['MONDAY'], from: '09:00', to: '17:00' }];
    expect([
      await fieldsWith(),
      await fieldsWith({
        open: [],
        holidays: [{ date: '2020-12-24', open: [{ from: '09:00', to: '12:00' }] }],
      }),
      await fieldsWith({ open }),
    ]).toEqual([
      ['copy.copies[0].variants[0].texts[0].text'],
      ['copy.copies[0].variants[0].texts[0].text'],
      'PhoneLinePoliciesSet',
    ]);
  });

  it('wants a line that can text to text over', async () => {
    const { lineId: mute } = await addLine(t, {
      genesys: { baseUrl: 'http://127.0.0.1:9', username: 'ann', password: 'secret' },
    });
    const answer = await setPolicies(t, await newLine(), { policies: [], textVia: mute });
    expect(answer.problems?.map(({ field }) => field)).toEqual(['textVia']);
  });

  it('replaces all but the kill switch, which only says otherwise when it is told to', async () => {
    const lineId = await newLine();
    const on = await get<{ setPhoneLineKillSwitch: object }>(
      t.url,
      t.tenantKey,
      `mutation ($lineId: ID!) { setPhoneLineKillSwitch(id: $lineId, on: true) {
        ... on PhoneLineKillSwitchSet { line { perimeter { killSwitch } } } } }`,
      { lineId },
    );
    expect(on.setPhoneLineKillSwitch).toEqual({ line: { perimeter: { killSwitch: true } } });
    await setPolicies(t, lineId, { policies: [{ blockedCaller: {} }], legCap: 5 });
    await setPolicies(t, lineId, { policies: [] });
    const { policies, killSwitch, legCap } = await perimeterOf(t, lineId);
    expect({ policies, killSwitch, legCap }).toEqual({ policies: [], killSwitch: true, legCap: 3 });
    await setPolicies(t, lineId, { policies: [], killSwitch: false });
    expect((await perimeterOf(t, lineId)).killSwitch).toBe(false);
  });

  it('loses nothing when two change the line at once', async () => {
    const lineId = await newLine();
    const policies = [{ blockedCaller: {} }];
    const mutate = (field: string) =>
      get(t.url, t.tenantKey, `mutation ($id: ID!) { ${field} { __typename } }`, { id: lineId });
    await Promise.all([
      setPolicies(t, lineId, { policies }),
      mutate('setPhoneLineKillSwitch(id: $id, on: true)'),
      mutate('updatePhoneLine(id: $id, input: { name: "New" })'),
    ]);
    const seen = await perimeterOf(t, lineId);
    expect([seen.policies.length, seen.killSwitch]).toEqual([1, true]);
  });

  it('does not touch a line of another tenant', async () => {
    const answer = await setPolicies(t, others.lineId, { policies: [{ blockedCaller: {} }] });
    expect(answer).toMatchObject({ __typename: 'PhoneLineNotFound' });
    const theirs = await get<{ phoneLine: object }>(
      t.url,
      others.tenantKey,
      'query ($id: ID!) { phoneLine(id: $id) { perimeter { policies { kind } } } }',
      { id: others.lineId },
    );
    expect(theirs.phoneLine).toEqual({ perimeter: { policies: [] } });
  });

  it.each([
    ['setPhoneLinePolicies', 'id: "LINE", input: { policies: [] }'],
    ['setPhoneLineKillSwitch', 'id: "LINE", on: true'],
    ['tagCaller', 'caller: { phone: "+447700900001" }, tier: "gold"'],
    ['blockCaller', 'caller: { phone: "+447700900001" }'],
    ['unblockCaller', 'caller: { phone: "+447700900001" }'],
    ['reportCallRecordingBridge', 'input: { state: DOWN }'],
  ])('%s is refused to a key for some lines only', async (mutation, args) => {
    const given = args.replace('LINE', t.lineId);
    const answer = await ask(t.url, t.key, `mutation { ${mutation}(${given}) { __typename } }`);
    expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
  });

  it('is in force with the next ring', async () => {
    const lineId = await newLine();
    const ringing = { lineId, caller: { phone: '+447700900123' } };
    const before = await probe(t, t.tenantKey, ringing);
    await setPolicies(t, lineId, { policies: [{ conversationFirst: { withinMs: 86_400_000 } }] });
    const after = await probe(t, t.tenantKey, ringing);
    expect([before.verdict, after.verdict]).toEqual(['RING', 'REJECT']);
  });
});
