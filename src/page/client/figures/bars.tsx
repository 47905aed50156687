import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import { Scroll } from '../parts/scroll.tsx';
import type { Series } from './count.ts';

interface Props {
  readonly title: string;
  /** The label below each group of bars. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Whether the bars of one group are stacked or side by side. */
  readonly stacked: boolean;
  readonly format: (value: number) => string;
  /** A vertical line after the group with this index, with its label. */
  readonly mark?: { readonly after: number; readonly label: string };
}

const height = 240;
const colours = ['--chart-1', '--chart-2', '--chart-3', '--chart-4', '--chart-5', '--chart-6'];

/** A bar chart. A table has the same numbers, for screen readers. */
export function Bars(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let plot: uPlot | undefined;
    const draw = () => {
      plot?.destroy();
      plot = new uPlot(optionsOf(props, element), dataOf(props), element);
    };
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [props]);
  return (
    <figure>
      <div class="plot" ref={place} aria-hidden="true" />
      <ul class="legend">
        {props.series.map(({ name }, n) => (
          <li key={name}>
            <i class={`key-${(n % colours.length) + 1}`} />
            {name}
          </li>
        ))}
      </ul>
      <details>
        <summary>As a table</summary>
        <Table {...props} />
      </details>
    </figure>
  );
}

function Table({ title, labels, series, format }: Props) {
  return (
    <Scroll label={title}>
      <table>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {labels.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {labels.map((label, n) => (
                <td key={label}>{format(values[n] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

/** Stacked bars are drawn from the tallest sum to the shortest, each in front of the one before. */
function dataOf({ labels, series, stacked }: Props): uPlot.AlignedData {
  const places = labels.map((_, n) => n);
  if (!stacked) return [places, ...series.map(({ values }) => [...values])];
  const heights = series.map((_, n) =>
    places.map((at) => series.slice(n).reduce((total, { values }) => total + (values[at] ?? 0), 0)),
  );
  return [places, ...heights];
}

function optionsOf(props: Props, element: HTMLElement): uPlot.Options {
  const { labels, series, stacked, format, mark } = props;
  const styles = getComputedStyle(element);
  const colour = (name: string) => resolved(element, styles.getPropertyValue(name));
  const axis = { stroke: colour('--soft'), grid: { show: false }, ticks: { show: false } };
  return {
    width: element.clientWidth,
    height,
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: [-0.6, labels.length - 0.4] },
      // The axis has a least height, so that one call does not fill the chart. Stacked bars count calls, those side by side are shares.
      y: { range: (_, _low, high) => [0, Math.max(high, stacked ? 4 : 0.2)] },
    },
    axes: [
      {
        ...axis,
        values: (_, at) => at.map((one) => labels[one] ?? ''),
        space: 72,
        size: 34,
        // Where there is no room for all labels, one in so many is shown.
        incrs: [1, 2, 3, 4, 6, 8, 12],
      },
      {
        ...axis,
        grid: { stroke: colour('--line'), width: 1 },
        values: (_, at) => at.map(format),
        size: 56,
      },
    ],
    series: [
      {},
      ...series.map(({ name }, n) => ({
        label: name,
        fill: colour(colours[n % colours.length] ?? '--chart-1'),
        width: 0,
        points: { show: false },
        paths: barPaths(n, series.length, stacked),
      })),
    ],
    hooks: { draw: mark ? [(plot) => drawMark(plot, mark, colour('--danger-ink'))] : [] },
  };
}

function barPaths(n: number, count: number, stacked: boolean) {
  const bars = uPlot.paths.bars;
  if (!bars) throw new Error('uPlot has no bars.');
  if (stacked) return bars({ size: [0.7, 46] });
  // In units of the scale, in which each group is 1 wide.
  const width = 0.8 / count;
  const startOf = (at: number) => at - 0.4 + n * width;
  return bars({
    disp: {
      x0: { unit: 1, values: ({ data }) => Array.from(data[0], startOf) },
      size: { unit: 1, values: ({ data }) => Array.from(data[0], () => width * 0.92) },
    },
  });
}

function drawMark(
  plot: uPlot,
  { after, label }: { after: number; label: string },
  colour: string,
): void {
  const { ctx, bbox } = plot;
  const x = plot.valToPos(after + 0.5, 'x', true);
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.fillStyle = colour;
  ctx.setLineDash([6, 5]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `${13 * devicePixelRatio}px sans-serif`;
  ctx.textAlign = 'left';
  ctx.fillText(label, x + 6, bbox.top + 14 * devicePixelRatio);
  ctx.restore();
}

/** Reads the colour that applies now, because a canvas does not support `light-dark()`. */
function resolved(element: HTMLElement, value: string): string {
  const probe = document.createElement('i');
  probe.style.color = value;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
