import { settingsTable } from '../config/settings-table.ts';

process.stdout.write(`${settingsTable()}\n`);
