import type { Setting } from './setting.ts';
import { settings } from './settings.ts';

/** The settings as a table in Markdown. */
export function settingsTable(): string {
  const rows = Object.entries<Setting>(settings).map(
    ([name, setting]) => `| \`${name}\` | ${defaultOf(setting)} | ${setting.meaning} |`,
  );
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** `otherwise` says in words what applies to a setting without a default value. */
function defaultOf({ default: value, otherwise }: Setting): string {
  if (value === undefined) return otherwise ?? 'none';
  if (typeof value === 'string') return `\`${value}\``;
  return `\`${value.postgres}\`; \`${value.embedded}\` when embedded`;
}
