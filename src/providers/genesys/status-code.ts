import { readJsonObject } from '../kit/json.ts';

/** The `statusCode` of Genesys, documented as 0 to 20, which every answer has besides the HTTP status. */
export function statusCodeIn(body: string): number | undefined {
  const value = readJsonObject(body)?.statusCode;
  const code = typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;
  return typeof code === 'number' && Number.isInteger(code) ? code : undefined;
}
