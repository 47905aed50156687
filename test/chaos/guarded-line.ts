import { type LinePolicies, type ProviderLine, startPilotStatusLine } from './provider-line.ts';

const bypassed = ['5511900000001', '5511900000002', '5511900000003'];

const closed = { locale: 'en', text: 'Nobody is here. Please write to us.' };

/** A line that is never open: its policies reject by themselves, and say so in a text. */
const policies: LinePolicies = {
  bypassed,
  input: {
    policies: [
      { name: 'Never open', quietHours: { open: [] } },
      { bypass: { callers: bypassed.map((number) => `+${number}`) } },
    ],
    copy: {
      fallbackLocale: 'en',
      copies: [{ key: 'quiet-hours', variants: [{ name: 'A', weight: 1, texts: [closed] }] }],
    },
    // Whom its policies are to reject must follow from the number alone.
    rejectsPerMinute: 10_000,
    textsPerMinute: 10_000,
    textCooldownMs: 0,
  },
};

/** Its callers call again and again, and its texts meet a cooldown, a cap and a kill switch. */
const holding: LinePolicies = {
  callers: Array.from({ length: 12 }, (_, n) => `55117000000${String(n).padStart(2, '0')}`),
  holds: { text: closed.text, cooldownMs: 4000, textsPerMinute: 30 },
  input: {
    policies: [{ quietHours: { open: [] } }],
    copy: {
      fallbackLocale: 'en',
      copies: [{ key: 'quiet-hours', variants: [{ name: 'A', weight: 1, texts: [closed] }] }],
    },
    rejectsPerMinute: 10_000,
    textsPerMinute: 30,
    textCooldownMs: 4000,
  },
};

export async function startHoldingLine(name: string): Promise<ProviderLine> {
  return { ...(await startPilotStatusLine(name)), policies: holding };
}

export async function startGuardedLine(name: string): Promise<ProviderLine> {
  return { ...(await startPilotStatusLine(name)), policies };
}
