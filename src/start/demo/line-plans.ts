import type { Lines } from '../../use-cases/lines.ts';
import type { PoliciesInput } from '../../use-cases/perimeter-control.ts';
import { whereItIsNight } from './night.ts';
import { people } from './people.ts';
import type { DemoSimulators } from './simulators.ts';

type LineInput = Parameters<Lines['register']>[1];

/** A line of the demo: its name, its provider's account and its policies. */
export interface LinePlan {
  readonly name: string;
  readonly timeZone: string;
  readonly ringLimitMs: number;
  readonly accounts: LineInput['accounts'];
  readonly perimeter: PoliciesInput;
  /** Gives the provider its webhook URL. Absent for a provider whose events we read over a connection. */
  tell?(settings: { url: string }): void;
}

/** One line for each provider, each with different policies. */
export function planLines(simulators: DemoSimulators, now: Date): LinePlan[] {
  const { pilotStatus, wawp, waha, genesys, wuts, telnyx } = simulators;
  const [agent] = genesys.agents;
  const plan = (
    name: string,
    accounts: LinePlan['accounts'],
    perimeter: PoliciesInput,
  ): LinePlan => ({
    name,
    timeZone: 'Europe/London',
    ringLimitMs: 45_000,
    accounts,
    perimeter,
  });
  return [
    {
      ...plan(
        'Reception',
        { PILOT_STATUS: { apiKey: pilotStatus.apiKey, baseUrl: pilotStatus.url } },
        reception,
      ),
      // Enough time to reject a call by hand.
      ringLimitMs: 120_000,
      tell: pilotStatus.tell,
    },
    {
      ...plan(
        'Web shop',
        { WAWP: { instanceId: wawp.instanceId, accessToken: wawp.accessToken, baseUrl: wawp.url } },
        webShop,
      ),
      tell: wawp.tell,
    },
    {
      ...plan('Members', { WAHA: { apiKey: waha.apiKey, baseUrl: waha.url } }, members),
      tell: waha.tell,
    },
    plan(
      'Support desk',
      {
        GENESYS: {
          baseUrl: genesys.url,
          username: agent?.username ?? '',
          password: agent?.password ?? '',
        },
      },
      supportDesk,
    ),
    {
      ...plan('Night desk', { WUTS: { token: wuts.token, baseUrl: wuts.url } }, nightDesk),
      timeZone: whereItIsNight(now),
      tell: wuts.tell,
    },
    {
      ...plan(
        'Sales',
        {
          TELNYX: {
            apiKey: telnyx.apiKey,
            phoneNumber: telnyx.phoneNumber,
            publicKey: telnyx.publicKey,
            baseUrl: telnyx.url,
          },
        },
        sales,
      ),
      tell: telnyx.tell,
    },
  ];
}

const week = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
/** `legCap`: a call that returns to its queue is let ring from its third offer (leg) on. */
const caps = { rejectsPerMinute: 60, textsPerMinute: 60, textCooldownMs: 60_000, legCap: 3 };
const links = [{ name: 'chat', url: 'https://example.com/chat' }];
const text = (name: string, words: string) => ({
  name,
  weight: 1,
  texts: [{ locale: 'en', text: words }],
});
const copyOf = (key: string, ...variants: object[]) => ({
  fallbackLocale: 'en',
  links,
  copies: [{ key, variants }],
});

/** No policy rejects here, so that calls can be rejected by hand. */
const reception: PoliciesInput = {
  ...caps,
  policies: [
    { name: 'Friends of the house', bypass: { callers: [`+${people.ana.from}`] } },
    { name: 'Write first', mode: 'OBSERVE', conversationFirst: { withinMs: 86_400_000 } },
  ],
};

const webShop: PoliciesInput = {
  ...caps,
  policies: [
    { name: 'VIPs', bypass: { callers: [`+${people.ana.from}`] } },
    {
      name: 'No robocalls',
      reason: 'UNWANTED',
      frequencyThrottle: { calls: 3, withinMs: 300_000 },
    },
  ],
  copy: copyOf(
    'frequency-throttle',
    text('A', 'You have called {lineName} a lot. Writing is faster: {link:chat}'),
    text('B', 'Hello from {lineName}. We answer every message here: {link:chat}'),
  ),
};

const members: PoliciesInput = {
  ...caps,
  policies: [
    { name: 'Members only', mode: 'OBSERVE', vipPerimeter: { tiers: ['gold'] } },
    // A LID is an id by which WhatsApp names a caller without the phone number.
    { name: 'No hidden numbers', anonymousCaller: { who: ['LID_ONLY'] } },
  ],
  copy: copyOf('anonymous-caller', text('A', 'Please write to us: {link:chat}')),
};

/** Without a copy: Genesys sends no texts. */
const supportDesk: PoliciesInput = {
  ...caps,
  policies: [{ name: 'One call at a time', alreadyInACall: { capacity: 1 } }],
};

const nightDesk: PoliciesInput = {
  ...caps,
  policies: [
    { name: 'Open by day', quietHours: { open: [{ days: week, from: '09:00', to: '20:00' }] } },
  ],
  copy: copyOf(
    'quiet-hours',
    text('A', '{lineName} is closed. We are back {nextOpening}.'),
    text('B', 'It is night at {lineName}. Write to us, {link:chat}, and we answer {nextOpening}.'),
  ),
};

const sales: PoliciesInput = {
  ...caps,
  policies: [
    { name: 'Two calls at most', reason: 'BUSY', alreadyInACall: { capacity: 2 } },
    { name: 'Who writes?', mode: 'OBSERVE', conversationFirst: { withinMs: 604_800_000 } },
  ],
  copy: copyOf(
    'already-in-a-call',
    text('A', 'All of us are on the phone. Write to us: {link:chat}'),
  ),
};
