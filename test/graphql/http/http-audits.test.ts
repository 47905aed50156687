import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, startDoor } from '../support/start-door.ts';

describe('GraphQL over HTTP', () => {
  let door: Door;
  beforeAll(async () => {
    door = await startDoor();
  });
  afterAll(() => door.stop());

  const audits = serverAudits({
    url: () => door.url,
    fetchFn: (input: string, init: RequestInit = {}) =>
      fetch(input, { ...init, headers: { ...init.headers, authorization: 'Bearer line-key' } }),
  });

  it.each(audits)('$name ($id)', async (audit) => {
    const result = await audit.fn();
    expect(result.status, 'reason' in result ? result.reason : '').not.toBe('error');
  });
});
