import { describe, expect, it } from 'vitest';
import { newApiKey } from '../src/access/keys/api-key.ts';
import { createLog } from '../src/log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  write(createLog('info', (line) => lines.push(line)));
  return lines;
}

const { key } = newApiKey();

describe('a line of the log', () => {
  it('is JSON with a time, a level and a message', () => {
    const [line = ''] = logged((log) => log.warn('it happened', { line: 'line_1' }));
    expect(JSON.parse(line)).toEqual({
      time: expect.stringMatching(/Z$/),
      level: 'warn',
      message: 'it happened',
      line: 'line_1',
    });
  });

  it.each([
    ['an API key of ours', key, key.slice(4)],
    ['a provider’s key', 'ps_live_0123456789abcdef', 'live_0123456789abcdef'],
    ['a webhook secret', 'whsec_c2VjcmV0c2VjcmV0', 'c2VjcmV0c2VjcmV0'],
    ['a token in a URL', 'GET /x?access_token=s3cr3tT0ken&y=1', 's3cr3tT0ken'],
    ['a bearer', 'authorization: Bearer abc.def-ghi', 'abc.def-ghi'],
    ['basic credentials', 'Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['a phone number', 'from +5511987654321', '5511987654321'],
    ['a number as an address', '5511987654321@s.whatsapp.net', '5511987654321'],
    ['a phone number in groups', 'from +44 (20) 7183-8750.', '7183-8750'],
    ['a password with a slash', 'postgres://app:hunter2/p@ss@db/calls', 'hunter2/p@ss'],
    ['a password as a parameter', 'host=db password=hunter2 user=app', 'hunter2'],
    ['a database’s password', 'postgres://app:hunter2pass@db/calls', 'hunter2pass'],
  ])('does not show %s, wherever it stands', (_, text, canary) => {
    const lines = logged((log) => {
      log.error(text);
      log.error('in a field', { text });
      log.error('deep in a field', { deep: [{ text }] });
      log.error('in an error', { error: new Error(text) });
      log.error('in the cause of an error', { error: new Error('x', { cause: new Error(text) }) });
      log.error('as a name', { [text]: 1 });
    });
    expect(lines).toHaveLength(6);
    expect(lines.filter((line) => line.includes(canary))).toEqual([]);
  });

  it('does not show what its name says is secret', () => {
    const [line = ''] = logged((log) =>
      log.info('names', { password: 'hunter2', headers: { Authorization: 'x' }, tokens: 3 }),
    );
    expect(JSON.parse(line)).toMatchObject({
      password: '…',
      headers: { Authorization: '…' },
      tokens: 3,
    });
  });

  it('does not show a list or an object whose name says that it is secret', () => {
    const [line = ''] = logged((log) =>
      log.info('names', { secrets: ['x'], credentials: { user: 'x' }, hasSecret: true }),
    );
    expect(JSON.parse(line)).toMatchObject({
      secrets: '…',
      credentials: '…',
      hasSecret: true,
    });
  });

  it('is still JSON when something was taken out', () => {
    const lines = logged((log) =>
      log.info(`"${key}" token="x" 5511987654321 Bearer "abc"`, { atMs: 1_700_000_000_000 }),
    );
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ atMs: 1_700_000_000_000 });
  });

  it('is not written below the least level', () => {
    const lines: string[] = [];
    createLog('error', (line) => lines.push(line)).warn('not this');
    expect(lines).toEqual([]);
  });

  it('does not fail whatever it is to show', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(logged((log) => log.error('odd', { circle, big: 10n ** 30n }))).toHaveLength(1);
  });
});
