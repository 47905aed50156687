import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { definitions, type LabelledGauge, type NameOf, type WatchedGauge } from './definitions.ts';

type Labels = Readonly<Record<string, string>>;

export interface LabelledValue {
  readonly labels: Labels;
  readonly value: number;
}

/** The metrics, by their keys in `definitions`. `read` is called at each scrape. */
export interface Instruments {
  count(key: NameOf<'counter'>, labels: Labels): void;
  observe(key: NameOf<'histogram'>, seconds: number, labels?: Labels): void;
  watch(key: WatchedGauge, read: () => number): void;
  watchLabelled(key: LabelledGauge, read: () => readonly LabelledValue[]): void;
}

export function createInstruments(registry: Registry): Instruments {
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  for (const [key, definition] of Object.entries(definitions)) {
    if (definition.type === 'counter') counters.set(key, createCounter(registry, definition));
    if (definition.type === 'histogram') histograms.set(key, createHistogram(registry, definition));
  }
  return {
    count: (key, labels) => counters.get(key)?.inc(labels),
    observe: (key, seconds, labels = {}) => histograms.get(key)?.observe(labels, seconds),
    watch(key, read) {
      const { name, help } = definitions[key];
      new Gauge({
        name,
        help,
        registers: [registry],
        collect() {
          this.set(read());
        },
      });
    },
    watchLabelled(key, read) {
      const definition = definitions[key];
      const { name, help, labels: labelNames } = definition;
      new Gauge<string>({
        name,
        help,
        labelNames,
        registers: [registry],
        collect() {
          // A series that is not read any more is no longer exported.
          this.reset();
          for (const series of 'atZero' in definition ? definition.atZero : []) this.set(series, 0);
          for (const { labels, value } of read()) this.set(labels, value);
        },
      });
    },
  };
}

type CounterDefinition = (typeof definitions)[NameOf<'counter'>];
type HistogramDefinition = (typeof definitions)[NameOf<'histogram'>];

function createCounter(registry: Registry, definition: CounterDefinition): Counter {
  const { name, help, labels, atZero } = definition;
  const counter: Counter = new Counter({ name, help, labelNames: labels, registers: [registry] });
  for (const series of atZero) counter.inc(series, 0);
  return counter;
}

function createHistogram(registry: Registry, definition: HistogramDefinition): Histogram {
  const { name, help, buckets } = definition;
  const labelNames = 'labels' in definition ? definition.labels : [];
  const histogram: Histogram = new Histogram({
    name,
    help,
    labelNames,
    buckets: [...buckets],
    registers: [registry],
  });
  for (const series of 'atZero' in definition ? definition.atZero : []) histogram.zero(series);
  return histogram;
}
