import { readJsonObject } from '../kit/json.ts';

/** Their own verdict, 0 to 20 as documented, which every answer of theirs carries beside the HTTP status. */
export function statusCodeIn(body: string): number | undefined {
  const told = readJsonObject(body)?.statusCode;
  const code = typeof told === 'string' && /^\d{1,3}$/.test(told) ? Number(told) : told;
  return typeof code === 'number' && Number.isInteger(code) ? code : undefined;
}
