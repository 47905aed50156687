import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { hasCalendarDate } from '../../../call/calendar-date.ts';

/** `Date` would read hour 24 as the next day, and RFC 3339 has no hour 24. */
const rfc3339 = /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

export const dateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize: (value) => {
    if (value instanceof Date) return value.toISOString();
    throw new TypeError('A DateTime must be a Date.');
  },
  parseValue: (value) => readDateTime(value),
  parseLiteral: (node) => readDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

function readDateTime(value: unknown): Date {
  if (typeof value === 'string' && rfc3339.test(value) && hasCalendarDate(value)) {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw new GraphQLError(
    'A DateTime is RFC 3339 with a time zone, such as "2026-01-31T08:00:00.000Z".',
  );
}
