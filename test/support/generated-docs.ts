import { readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '../../src/config/settings-table.ts';
import { metricsTable } from '../../src/metrics/definitions.ts';

interface GeneratedPart {
  /** Stands between `<!-- name -->` and `<!-- /name -->`. */
  readonly name: string;
  readonly page: string;
  readonly text: () => string;
}

/** What the documentation says that the sources say already. */
export const generatedParts: readonly GeneratedPart[] = [
  { name: 'settings', page: 'docs/settings.md', text: settingsTable },
  { name: 'metrics', page: 'docs/metrics.md', text: metricsTable },
  ...['plain', 'apollo-client', 'urql'].map((name) => ({
    name,
    page: 'docs/clients.md',
    text: () => exampleOf(name),
  })),
];

const root = new URL('../../', import.meta.url);

/** An example as its readers would write it: they import the client by the name of the package. */
function exampleOf(name: string): string {
  const path = `test/client/examples/${name}.ts`;
  const code = readFileSync(new URL(path, root), 'utf8')
    .replace('../../../src/client/client.ts', 'calls-subgraph/client')
    .replace('.generated.ts', '.ts');
  return `\`\`\`ts\n${code}\`\`\``;
}

export function readPart({ name, page }: GeneratedPart): string {
  const text = readFileSync(new URL(page, root), 'utf8');
  return partOf(text, name)?.[1] ?? `${page} has no part between <!-- ${name} --> and its end`;
}

export function writePart(part: GeneratedPart): void {
  const url = new URL(part.page, root);
  const text = readFileSync(url, 'utf8');
  const found = partOf(text, part.name);
  if (!found) throw new Error(`${part.page} has no part <!-- ${part.name} -->`);
  const [whole] = found;
  writeFileSync(
    url,
    text.replace(whole, () => `<!-- ${part.name} -->\n${part.text()}\n<!-- /${part.name} -->`),
  );
}

const partOf = (text: string, name: string) =>
  new RegExp(`<!-- ${name} -->\n([^]*?)\n<!-- /${name} -->`).exec(text);
