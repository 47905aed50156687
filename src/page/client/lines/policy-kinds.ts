/** One setting of a policy in the form. `whenEmpty` is the label of an option for no value; without it, an option must be chosen. */
export type FieldSpec =
  | ({
      readonly is: 'list' | 'text' | 'number' | 'duration' | 'openings' | 'holidays' | 'flag';
    } & Named)
  | ({ readonly is: 'choice'; readonly options: Options; readonly whenEmpty?: string } & Named)
  | ({ readonly is: 'choices'; readonly options: Options } & Named);

interface Named {
  /** The path below the kind's field: `crm.url`, for example. */
  readonly field: string;
  readonly label: string;
  readonly hint?: string;
}

type Options = Readonly<Record<string, string>>;

export interface KindSpec {
  /** The name in `PhoneLinePolicyInput`. */
  readonly field: string;
  readonly name: string;
  readonly says: string;
  /** The settings of a policy that is added. */
  readonly start: Readonly<Record<string, unknown>>;
  readonly fields: readonly FieldSpec[];
}

const whenUnknown: Options = { RING: 'Let it ring', REJECT: 'Reject it' };
const conversations: Options = { ANY_LINE: 'To any line', THIS_LINE: 'To this line' };
const workdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];

/** Every kind of policy, by the name that `PhoneLinePolicy.kind` has for it. */
export const kinds: Readonly<Record<string, KindSpec>> = {
  BYPASS: {
    field: 'bypass',
    name: 'Always ring',
    says: 'These callers always ring, whatever the other policies say.',
    start: { callers: [] },
    fields: [
      {
        is: 'list',
        field: 'callers',
        label: 'Callers',
        hint: 'One number a line, with its country.',
      },
    ],
  },
  BLOCKED_CALLER: {
    field: 'blockedCaller',
    name: 'Blocked callers',
    says: 'Callers who are blocked do not ring.',
    start: { on: true },
    fields: [],
  },
  VIP_PERIMETER: {
    field: 'vipPerimeter',
    name: 'Only some tiers',
    says: 'Only callers of some tiers ring.',
    start: { tiers: ['gold'] },
    fields: [
      { is: 'list', field: 'tiers', label: 'Tiers', hint: 'One a line.' },
      { is: 'text', field: 'crm.url', label: 'CRM to ask', hint: 'Left empty: only tags count.' },
      {
        is: 'choice',
        field: 'crm.whenSilent',
        label: 'When the CRM is silent',
        options: whenUnknown,
      },
    ],
  },
  QUIET_HOURS: {
    field: 'quietHours',
    name: 'Opening hours',
    says: 'No call rings while the line is closed, by the clock of its time zone.',
    start: { open: [{ days: workdays, from: '09:00', to: '17:00' }] },
    fields: [
      { is: 'openings', field: 'open', label: 'Open' },
      { is: 'holidays', field: 'holidays', label: 'Holidays' },
    ],
  },
  FREQUENCY_THROTTLE: {
    field: 'frequencyThrottle',
    name: 'Too many calls',
    says: 'Not so many calls from one caller in a short time.',
    start: { calls: 3, withinMs: 300_000 },
    fields: [
      { is: 'number', field: 'calls', label: 'First call to reject', hint: '3 lets two ring.' },
      { is: 'duration', field: 'withinMs', label: 'Within' },
      { is: 'duration', field: 'unlessConversationWithinMs', label: 'Unless they wrote within' },
      { is: 'flag', field: 'unlessEverWritten', label: 'Unless they ever wrote' },
      {
        is: 'choice',
        field: 'conversationsWith',
        label: 'Written to',
        options: conversations,
        whenEmpty: 'Any line (default)',
      },
      { is: 'duration', field: 'blockForMs', label: 'Block them for' },
    ],
  },
  CONVERSATION_FIRST: {
    field: 'conversationFirst',
    name: 'Write first',
    says: 'Only callers who have written lately ring.',
    start: { withinMs: 86_400_000 },
    fields: [
      { is: 'duration', field: 'withinMs', label: 'Written within' },
      {
        is: 'choice',
        field: 'conversationsWith',
        label: 'Written to',
        options: conversations,
        whenEmpty: 'Any line (default)',
      },
    ],
  },
  SAFETY_VALVE: {
    field: 'safetyValve',
    name: 'Recording works',
    says: 'No call that could not be recorded.',
    start: { bridge: 'main', staleAfterMs: 60_000, whenStale: 'RING' },
    fields: [
      { is: 'text', field: 'bridge', label: 'Bridge' },
      { is: 'text', field: 'healthUrl', label: 'Health URL' },
      { is: 'duration', field: 'staleAfterMs', label: 'A report is old after' },
      { is: 'choice', field: 'whenStale', label: 'Without a report', options: whenUnknown },
    ],
  },
  PRESENCE: {
    field: 'presence',
    name: 'Agents are there',
    says: 'No call when no agent is there to take it.',
    start: { whenBusy: 'RING', whenUnknown: 'RING' },
    fields: [
      {
        is: 'choice',
        field: 'whenBusy',
        label: 'When all are busy',
        options: {
          RING: 'Let it ring',
          RING_AND_TEXT: 'Let it ring and text',
          REJECT: 'Reject it',
        },
      },
      { is: 'text', field: 'busyCopyKey', label: 'Copy for busy times' },
      { is: 'choice', field: 'whenUnknown', label: 'When nothing is known', options: whenUnknown },
      { is: 'duration', field: 'staleAfterMs', label: 'A state is old after' },
    ],
  },
  ALREADY_IN_A_CALL: {
    field: 'alreadyInACall',
    name: 'Line is in a call',
    says: 'No more calls than the line can have at once.',
    start: { capacity: 1 },
    fields: [{ is: 'number', field: 'capacity', label: 'Calls at once' }],
  },
  ANONYMOUS_CALLER: {
    field: 'anonymousCaller',
    name: 'Hidden numbers',
    says: 'No call from callers who hide their number.',
    start: { who: ['WITHHELD'] },
    fields: [
      {
        is: 'choices',
        field: 'who',
        label: 'Who does not ring',
        options: { WITHHELD: 'Nothing is known', LID_ONLY: 'Only a LID is known' },
      },
    ],
  },
};

/** The kind whose settings have this name in the input; the name itself if there is none. */
export const kindOfField = (field: string): string =>
  Object.keys(kinds).find((kind) => kinds[kind]?.field === field) ?? field;
