import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import { isOpen, neverOpens, nextOpening } from '../opening-hours.ts';
import type { QuietHours } from '../policy.ts';
import { sayDate, sayTime } from '../say-time.ts';

export function judgeQuietHours(policy: QuietHours, { now, line }: Facts): Finding {
  const { timeZone } = line;
  const there = `it is ${sayTime(now, timeZone)} at the line (${timeZone})`;
  const open = isOpen(policy.hours, now, timeZone);
  const seen = { localTime: sayTime(now, timeZone), timeZone, open };
  if (open) return passes(`the line is open: ${there}`, seen);
  const opens = nextOpening(policy.hours, now, timeZone);
  const because = `the line is closed: ${there}, and ${sayNext(policy, opens, timeZone)}`;
  const nextOpeningAt = opens?.toISOString() ?? null;
  return rejects(policy, { reason: 'DECLINED' }, because, { ...seen, nextOpeningAt });
}

function sayNext(policy: QuietHours, opens: Date | null, timeZone: string): string {
  if (neverOpens(policy.hours)) return 'no opening hours are set, so it never opens';
  if (opens === null) return 'it does not open within the next year';
  return `it opens on ${sayTime(opens, timeZone)} (${sayDate(opens, timeZone)})`;
}
