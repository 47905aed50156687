/** What `/metrics` shows of ours. */
export interface Exported {
  /** By name. */
  readonly described: ReadonlyMap<string, { readonly type: string; readonly help: string }>;
  /** The value of each series; histograms by their `_count`. Labels in the order of the alphabet. */
  readonly series: ReadonlyMap<string, number>;
}

export const metricsToken = 'a token only for tests and long enough to be one';

export async function metricsText(url: string): Promise<string> {
  const headers = { authorization: `Bearer ${metricsToken}` };
  return (await fetch(`${url}/metrics`, { headers })).text();
}

export async function readMetrics(url: string): Promise<Exported> {
  const text = await metricsText(url);
  const described = new Map<string, { type: string; help: string }>();
  for (const [, name = '', help = ''] of text.matchAll(/^# HELP (calls_\w+) (.*)$/gm)) {
    const type = new RegExp(`^# TYPE ${name} (\\w+)$`, 'm').exec(text)?.[1] ?? '';
    described.set(name, { type, help });
  }
  const series = new Map<string, number>();
  for (const [, name = '', labels, value] of text.matchAll(/^(calls_\w+)(?:\{(.*)\})? (\S+)$/gm)) {
    const sorted = labels === undefined ? '' : `{${labels.split(/,(?=\w+=")/).sort()}}`;
    series.set(`${name}${sorted}`, Number(value));
  }
  return { described, series };
}

/** The series of one metric that are not 0, by their labels. */
export async function counted(url: string, name: string): Promise<Record<string, number>> {
  const { series } = await readMetrics(url);
  return Object.fromEntries(
    [...series]
      .filter(([key, value]) => key.replace(/\{.*/, '') === name && value !== 0)
      .map(([key, value]) => [key.slice(name.length).replaceAll(/^\{|\}$|"/g, ''), value]),
  );
}
