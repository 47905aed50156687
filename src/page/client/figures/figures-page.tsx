import { useCallback, useState } from 'preact/hooks';
import { useAsked } from '../parts/hooks.ts';
import { Lacks } from '../parts/lacks.tsx';
import { Problem } from '../parts/problem.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { milliseconds, timeOf } from '../parts/words.ts';
import type { Figures } from '../service/figures.ts';
import { Bars } from './bars.tsx';
import { CameBack } from './came-back.tsx';
import {
  delaySteps,
  delaysOf,
  distribution,
  hoursBefore,
  quantile,
  rejectionsByHour,
  wouldHaveRejected,
} from './count.ts';
import { readFigures } from './read-figures.ts';

const periods = { 6: 'Last 6 hours', 24: 'Last 24 hours', 72: 'Last 3 days' } as const;
/** A mark in the chart of delays: the decision, the rejection and the text should each be done within this time. */
const promisedMs = 500;

interface Props {
  readonly askKey: string;
  /** Used if `askKey` may not read calls. */
  readonly otherKey: string;
}

export function FiguresPage({ askKey, otherKey }: Props) {
  const [hours, setHours] = useState<keyof typeof periods>(24);
  const { asked, again } = useAsked(
    useCallback(() => readFigures([askKey, otherKey], hours), [askKey, otherKey, hours]),
  );
  return (
    <>
      <div class="filters">
        <label>
          <span class="hidden">Period</span>
          <select
            value={hours}
            onChange={({ currentTarget }) =>
              setHours(Number(currentTarget.value) as keyof typeof periods)
            }
          >
            {Object.entries(periods).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="chip" onClick={again}>
          Count again
        </button>
        {asked.is === 'answered' && asked.data !== null && (
          <p class="hint" role="status">
            Counted at {timeOf(asked.data.countedAt)}
          </p>
        )}
      </div>
      {asked.is === 'asking' && <p class="empty">Counting …</p>}
      {/* If only counting again has failed, the figures from before stay below. */}
      {asked.is !== 'asking' && asked.problem !== null && (
        <Problem again={again}>{asked.problem}</Problem>
      )}
      {/* Null if no key may read calls. */}
      {asked.is === 'answered' &&
        (asked.data === null ? (
          <Lacks scope="calls:read">Calls are not counted.</Lacks>
        ) : (
          <FiguresOf figures={asked.data} />
        ))}
    </>
  );
}

function FiguresOf({ figures }: { figures: Figures }) {
  const { calls, isCut, hours, countedAt, attrition } = figures;
  // One more, because the period begins within an hour.
  const starts = hoursBefore(Date.parse(countedAt), hours + 1);
  const byHour = rejectionsByHour(calls, starts);
  const delays = delaysOf(calls);
  return (
    <div class="figures">
      {isCut && (
        <p class="hint">
          There are more calls than are counted here: these are the newest {calls.length}.
        </p>
      )}
      <section aria-labelledby="by-hour">
        <h2 id="by-hour">Rejections by policy and hour</h2>
        {byHour.length === 0 ? (
          <p class="empty">No call was rejected in this time.</p>
        ) : (
          <Bars
            title="Rejections"
            labels={starts.map(hourName)}
            series={byHour}
            stacked
            format={String}
          />
        )}
      </section>
      <section aria-labelledby="delays">
        <h2 id="delays">How long it took</h2>
        <Delays delays={delays} />
      </section>
      <section aria-labelledby="observing">
        <h2 id="observing">What observing policies would have done</h2>
        <Observing figures={figures} />
      </section>
      <section aria-labelledby="came-back">
        <h2 id="came-back">Who came back</h2>
        <p class="hint">
          Within an hour, by what they were texted. An interval that is wide tells little.
        </p>
        <CameBack attrition={attrition} />
      </section>
    </div>
  );
}

const hourFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', weekday: 'short' });
const hourName = (start: number) => hourFormat.format(start);

function Delays({ delays }: { delays: ReturnType<typeof delaysOf> }) {
  // Without delays `quantile` would return null.
  const measured = delays.filter((one) => one.delays.length > 0);
  const series = measured.map(({ name, delays: all }) => ({ name, values: distribution(all) }));
  if (measured.length === 0) return <p class="empty">Nothing was measured in this time.</p>;
  const labels = [...delaySteps.map((end) => `≤ ${milliseconds(end)}`), 'more'];
  return (
    <>
      <dl class="facts">
        {measured.map(({ name, delays: all }) => (
          <div key={name}>
            <dt>{name}, half / 99 % within</dt>
            <dd>
              {milliseconds(quantile(all, 0.5) ?? 0)} / {milliseconds(quantile(all, 0.99) ?? 0)}
            </dd>
          </div>
        ))}
      </dl>
      <Bars
        title="Share"
        labels={labels}
        series={series}
        stacked={false}
        format={(share) => `${Math.round(share * 100)} %`}
        mark={{ after: delaySteps.indexOf(promisedMs), label: `${promisedMs} ms` }}
      />
    </>
  );
}

function Observing({ figures: { calls } }: { figures: Figures }) {
  const policies = wouldHaveRejected(calls);
  if (policies.length === 0) return <p class="empty">No policy observes.</p>;
  return (
    <Scroll label="What observing policies would have done, by policy">
      <table>
        <thead>
          <tr>
            <th scope="col">Policy</th>
            <th scope="col">Calls seen</th>
            <th scope="col">Would have rejected</th>
            <th scope="col">Of these rang</th>
          </tr>
        </thead>
        <tbody>
          {policies.map(({ name, asked, rejects, rang }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{asked}</td>
              <td>{rejects}</td>
              <td>{rang}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
