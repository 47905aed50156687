import type { FieldProblem, LineInput } from '../lines.ts';

/** Problems of the fields that all lines have. A field that is left out is valid. */
export function checkLineFields(input: LineInput): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { name, timeZone, ringLimitMs } = input;
  if (typeof name === 'string' && (name.trim() === '' || name.length > 100)) {
    problems.push({ field: 'name', message: 'A name has 1 to 100 characters.' });
  }
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    const message = `\`${timeZone.slice(0, 50)}\` is not an IANA time zone. Give one such as \`Europe/London\`.`;
    problems.push({ field: 'timeZone', message });
  }
  if (typeof ringLimitMs === 'number' && (ringLimitMs < 5000 || ringLimitMs > 300_000)) {
    problems.push({
      field: 'ringLimitMs',
      message: 'A ring limit is 5000 to 300000 milliseconds.',
    });
  }
  return problems;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
