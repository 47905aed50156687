import { createLog } from '../../src/log.ts';

/** A process that writes many lines and then says on stdout that it is alive. */
const [, , count = '1', bytes = '0', ending] = process.argv;
const log = createLog('debug');
const padding = ' x'.repeat(Number(bytes) / 2);
for (let n = 0; n < Number(count); n++) log.debug('a line', { n, padding });
if (ending === 'exit') process.exit(1);
setTimeout(() => process.stdout.write('still alive\n'), 100);
setTimeout(() => {}, 60_000);
