import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readable } from '../../src/log/readable.ts';
import { createLog } from '../../src/log.ts';

function shown(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('debug', (line) => lines.push(stripVTControlCharacters(readable(line)))));
  return lines.join('').replaceAll(/^\d\d:\d\d:\d\d\.\d{3}/gm, 'hh:mm:ss.mmm');
}

describe('the log on a terminal', () => {
  it('has one line for people, with the subsystem and the fields', () => {
    expect(
      shown((log) => {
        log.info('serving', { url: 'http://localhost:4000', version: '1.2.3' });
        log.child('feed').warn('following the journal failed', { position: 7, hold: null });
      }),
    ).toBe(
      'hh:mm:ss.mmm INFO  serving  url=http://localhost:4000  version=1.2.3\n' +
        'hh:mm:ss.mmm WARN  feed: following the journal failed  position=7  hold=null\n',
    );
  });

  it('shows an error with its stack and its cause below', () => {
    const cause = new Error('the socket broke');
    const text = shown((log) => log.error('failed', { error: new Error('no answer', { cause }) }));
    expect(text).toMatch(/^hh:mm:ss.mmm ERROR failed\n {2}error: Error: no answer\n {6}at /);
    expect(text).toContain('\n  caused by: Error: the socket broke\n');
  });
});
