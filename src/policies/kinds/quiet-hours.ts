import type { Facts } from '../facts.ts';
import { type Finding, passes, rejects } from '../finding.ts';
import { holidayAt, isOpen, neverOpens, nextOpening } from '../opening-hours.ts';
import type { QuietHours } from '../policy.ts';
import { sayDate, sayTime } from '../say-time.ts';

export function judgeQuietHours(policy: QuietHours, { now, line }: Facts): Finding {
  const { timeZone } = line;
  const holiday = holidayAt(policy.hours, now, timeZone);
  const localTime = `it is ${sayTime(now, timeZone)} at the line (${timeZone})`;
  const open = isOpen(policy.hours, now, timeZone);
  const seen = {
    localTime: sayTime(now, timeZone),
    timeZone,
    open,
    holiday: holiday?.date ?? null,
  };
  const because = `the line is ${open ? 'open' : 'closed'}${sayHoliday(holiday)}: ${localTime}`;
  if (open) return passes(because, seen);
  const opens = nextOpening(policy.hours, now, timeZone);
  const nextOpeningAt = opens?.toISOString() ?? null;
  const closed = `${because}, and ${sayNext(policy, opens, timeZone)}`;
  return rejects(policy, { reason: 'DECLINED' }, closed, { ...seen, nextOpeningAt });
}

function sayHoliday(holiday: ReturnType<typeof holidayAt>): string {
  if (holiday === undefined) return '';
  const name = holiday.name === undefined ? '' : ` “${holiday.name}”`;
  const why = holiday.open.length === 0 ? 'for' : 'by the hours of';
  return ` ${why} the holiday${name} (${holiday.date})`;
}

function sayNext(policy: QuietHours, opens: Date | null, timeZone: string): string {
  if (neverOpens(policy.hours)) return 'no opening hours are set, so it never opens';
  if (opens === null) return 'it does not open within the next year';
  return `it opens on ${sayTime(opens, timeZone)} (${sayDate(opens, timeZone)})`;
}
