import { readdirSync, readFileSync } from 'node:fs';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { settings } from '../src/config/settings.ts';
import { definitions } from '../src/metrics/definitions.ts';

const textOf = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

interface Panel {
  readonly title: string;
  readonly panels?: readonly Panel[];
  readonly targets?: readonly { readonly expr: string }[];
}

/** Every query, by where it stands. */
function queries(): [where: string, query: string][] {
  const { panels, templating } = JSON.parse(textOf('docs/deploy/grafana-dashboard.json'));
  const ofPanels = (panels as Panel[]).flatMap(({ title, targets = [] }) =>
    targets.map(({ expr }): [string, string] => [title, expr]),
  );
  const ofVariables = (templating.list as { name: string; query: { query?: string } }[]).flatMap(
    ({ name, query }): [string, string][] => (query.query ? [[`$${name}`, query.query]] : []),
  );
  const rules = textOf('docs/deploy/alerts.yml')
    .split(/^ {6}- alert: /m)
    .slice(1);
  const ofRules = rules.map((rule): [string, string] => {
    const [, expr = ''] = /^ {8}expr: (?:>-\n)?([\s\S]*?)\n {8}\w+:/m.exec(rule) ?? [];
    return [rule.split('\n')[0] ?? '', expr];
  });
  const ofDocs = [...textOf('docs/metrics.md').matchAll(/^```promql\n([^`]*)```$/gm)].map(
    ([, text = '']): [string, string] => ['docs/metrics.md', text],
  );
  const ofTrials = [...textOf('test/operate/alerts.yml').matchAll(/series: '([^']+)'/g)].map(
    ([, series = '']): [string, string] => ['test/operate/alerts.yml', series],
  );
  return [...ofPanels, ...ofVariables, ...ofRules, ...ofDocs, ...ofTrials];
}

interface Exported {
  readonly labels: readonly string[];
  /** Of labels whose values are known beforehand. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** What Prometheus gets, by the names of its series. */
function exportedSeries(): Map<string, Exported> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const ofNode = registry.getMetricsAsArray().map(({ name }): [string, Exported] => {
    return [name, { labels: [], values: {} }];
  });
  const ours = Object.values(definitions).flatMap((definition): [string, Exported][] => {
    const labels = 'labels' in definition ? definition.labels : [];
    const atZero: readonly Record<string, string>[] =
      'atZero' in definition ? definition.atZero : [];
    const values = Object.fromEntries(
      labels.map((label) => [label, [...new Set(atZero.map((one) => one[label] ?? ''))]]),
    );
    const ends = definition.type === 'histogram' ? ['_bucket', '_count', '_sum'] : [''];
    return ends.map((end) => [definition.name + end, { labels: [...labels, 'le'], values }]);
  });
  return new Map([...ofNode, ...ours]);
}

/** Everything in a query that no scrape of ours can match. */
function strangeIn(query: string, exported: ReadonlyMap<string, Exported>): string[] {
  const found: string[] = [];
  const byPrometheus = ['instance', 'job'];
  for (const [, name = '', selector = ''] of query.matchAll(
    /\b((?:calls|process|nodejs)_\w+)(?:\{([^}]*)\})?/g,
  )) {
    const series = exported.get(name);
    if (!series) found.push(name);
    for (const [, label = '', text = ''] of selector.matchAll(/(\w+)(?:=~|!=|=)"([^"]*)"/g)) {
      if (byPrometheus.includes(label)) continue;
      if (series && !series.labels.includes(label)) found.push(`${name}{${label}}`);
      const known = series?.values[label] ?? [];
      const isKnown = (value: string) =>
        known.length < 2 || known.some((one) => new RegExp(`^${value}$`).test(one));
      found.push(
        ...text
          .split('|')
          .filter((value) => !isKnown(value))
          .map((value) => `${name}{${label}="${value}"}`),
      );
    }
  }
  return found;
}

describe('the dashboard and the alert rules', () => {
  it('ask for nothing but what we export: metrics, labels, and values of labels', () => {
    const exported = exportedSeries();
    const strange = queries().flatMap(([where, query]) =>
      strangeIn(query, exported).map((what) => `${where}: ${what}`),
    );
    expect(strange).toEqual([]);
    expect(queries().length).toBeGreaterThan(40);
  });

  it('would not get away with what we do not export', () => {
    const exported = exportedSeries();
    const wrong = [
      'rate(calls_rings_total[5m])',
      'calls_subscribers{tenant="x"}',
      'calls_provider_requests_total{outcome=~"UNKNOWN|LOST"}',
      'rate(calls_feed_delay_seconds[5m])',
    ];
    expect(wrong.flatMap((query) => strangeIn(query, exported))).toEqual([
      'calls_rings_total',
      'calls_subscribers{tenant}',
      'calls_provider_requests_total{outcome="LOST"}',
      'calls_feed_delay_seconds',
    ]);
  });

  it('show each of our metrics at least once', () => {
    const asked = queries()
      .filter(([where]) => where !== 'test/operate/alerts.yml')
      .map(([, query]) => query)
      .join('\n');
    const unseen = Object.values(definitions).filter(({ name }) => !asked.includes(name));
    expect(unseen).toEqual([]);
  });
});

describe('the alert rules', () => {
  it('are all tried with their fault', () => {
    const alerts = [...textOf('docs/deploy/alerts.yml').matchAll(/- alert: (\w+)/g)];
    const tried = [...textOf('test/operate/alerts.yml').matchAll(/alertname="(\w+)"/g)];
    const names = (found: RegExpExecArray[]) => found.map(([, name]) => name).toSorted();
    expect(names(tried)).toEqual(names(alerts));
  });
});

describe('the container and the manifests', () => {
  const folder = 'docs/deploy/kubernetes/';
  const manifests = readdirSync(new URL(`../${folder}`, import.meta.url)).map((file) =>
    textOf(folder + file),
  );
  const deployment = textOf(`${folder}deployment.yaml`);
  const container = textOf('Dockerfile');
  const numberIn = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1]);
  const hardStopSeconds = numberIn(textOf('src/main.ts'), /hardStopMs = (\d+)_000/);

  it('give a process the time that it takes to stop', () => {
    const drainMs = numberIn(deployment, /DRAIN_MS, value: "(\d+)"/);
    const grace = numberIn(deployment, /terminationGracePeriodSeconds: (\d+)/);
    expect(grace).toBeGreaterThan(drainMs / 1000 + hardStopSeconds);
    const composeGrace = numberIn(textOf('compose.yml'), /stop_grace_period: (\d+)s/);
    expect(composeGrace).toBeGreaterThan(
      Number(settings.DRAIN_MS.default.postgres) / 1000 + hardStopSeconds,
    );
  });

  it('set only what is a setting', () => {
    const inManifest = [...deployment.matchAll(/name: ([A-Z_]+), value/g)].map(([, name]) => name);
    const inCompose = [...textOf('compose.yml').matchAll(/^ {6}([A-Z_]+): /gm)].map(
      ([, name]) => name,
    );
    const inContainer = [...container.matchAll(/^(?:ENV| {4})\s*([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    const ofOthers = ['NODE_ENV', 'POSTGRES_USER', 'POSTGRES_PASSWORD', 'POSTGRES_DB'];
    const all = [...inManifest, ...inCompose, ...inContainer];
    expect(
      all.filter((name) => !Object.hasOwn(settings, name ?? '') && !ofOthers.includes(name ?? '')),
    ).toEqual([]);
    expect([inManifest.length, inCompose.length, inContainer.length].every((n) => n > 1)).toBe(
      true,
    );
  });

  it('probe the port that the image has for it, and use no root', () => {
    const port = numberIn(container, /METRICS_PORT=(\d+)/);
    expect(deployment).toContain(`name: metrics, containerPort: ${port}`);
    expect(deployment.match(/httpGet: \{ path: \/(livez|readyz), port: metrics \}/g)).toHaveLength(
      3,
    );
    expect(container).toMatch(/^USER node$/m);
    expect(deployment).toContain('runAsNonRoot: true');
  });

  it('run the release that this is', () => {
    const { version } = JSON.parse(textOf('package.json'));
    expect(manifests.join('\n')).toContain(`newTag: "${version}"`);
    const { engines } = JSON.parse(textOf('package.json'));
    const major = numberIn(engines.node, /(\d+)/);
    expect(
      [...container.matchAll(/^FROM node:(\d+)-slim/gm)].map(([, one]) => Number(one)),
    ).toEqual([major, major]);
  });

  it('take into the image every folder that the service reads', () => {
    const copied = [...container.matchAll(/^COPY (\w+) \.\/\w+$/gm)].map(([, name]) => name);
    expect(copied.toSorted()).toEqual(['drizzle', 'schema', 'src']);
    const kept = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'));
    expect(kept).toEqual(expect.arrayContaining(copied.map((name) => `!${name}`)));
  });
});
