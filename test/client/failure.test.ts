import { describe, expect, it } from 'vitest';
import { codeOf } from '../../src/client/client.ts';
import { failureOf, judge } from '../../src/client/failure.ts';

const expired = { code: 'CURSOR_EXPIRED', continueAfter: 'c1' };

describe('the code of an error', () => {
  it.each<[string, Record<string, unknown> | undefined, string | undefined]>([
    ['from the service, and behind Hive', expired, 'CURSOR_EXPIRED'],
    [
      'behind Grafbase, which has a code of its own',
      { code: 'SUBGRAPH_ERROR', upstream_extensions: expired },
      'CURSOR_EXPIRED',
    ],
    [
      'of Grafbase alone',
      { code: 'SUBGRAPH_REQUEST_ERROR', upstream_extensions: null },
      'SUBGRAPH_REQUEST_ERROR',
    ],
    [
      'of Grafbase, when the service gave none',
      { code: 'SUBGRAPH_ERROR', upstream_extensions: {} },
      'SUBGRAPH_ERROR',
    ],
    ['that is no text', { code: 5, upstream_extensions: 'x' }, undefined],
    ['that has no extensions', undefined, undefined],
  ])('is found %s', (_where, extensions, code) => {
    expect(codeOf({ message: 'x', ...(extensions && { extensions }) })).toBe(code);
  });

  it.each([
    ['retry', 503, 'BAD_REQUEST'],
    ['retry', 500, 'GRAPHQL_VALIDATION_FAILED'],
    ['retry', 408, 'BAD_REQUEST'],
    ['retry', 429, 'BAD_REQUEST'],
    ['retry', 503, undefined],
    ['give-up', 400, 'BAD_REQUEST'],
    ['give-up', 200, 'BAD_REQUEST'],
    ['give-up', 401, 'UNAUTHENTICATED'],
    ['give-up', 404, undefined],
    ['cursor-expired', 410, 'CURSOR_EXPIRED'],
    ['cursor-expired', 500, 'CURSOR_EXPIRED'],
  ])('leads to %s with the status %s and the code %s', (verdict, status, code) => {
    const extensions = code === undefined ? {} : { code };
    expect(judge(failureOf([{ message: 'x', extensions }], status))).toBe(verdict);
  });

  it('decides behind Grafbase as it does without a router', () => {
    const behind = (code: string) => [
      { message: 'x', extensions: { code: 'SUBGRAPH_ERROR', upstream_extensions: { code } } },
    ];
    const verdicts = ['CURSOR_EXPIRED', 'KEY_CHANGED', 'UNAUTHENTICATED', 'UNAVAILABLE'].map(
      (code) => judge(failureOf(behind(code))),
    );
    expect(verdicts).toEqual(['cursor-expired', 'key-changed', 'give-up', 'retry']);
  });
});
