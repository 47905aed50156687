import { processEnvironment } from '../config.ts';
import { explainKeyError, keyCommand } from './key-command.ts';

// Only this user may read the files of an embedded database.
process.umask(0o077);
try {
  process.stdout.write(`${await keyCommand(process.argv.slice(2), processEnvironment)}\n`);
} catch (error) {
  process.stderr.write(explainKeyError(error));
  process.exitCode = 1;
}
