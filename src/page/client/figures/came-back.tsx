import { Scroll } from '../parts/scroll.tsx';
import type { Attrition, Outcome } from '../service/figures.ts';

/** How many rejected callers came back within an hour, by the text that they got, compared with callers who were not rejected. */
export function CameBack({ attrition }: { attrition: Attrition }) {
  const groups = attrition.groups.map(({ copyVariant, outcome }) => ({
    name: copyVariant ?? 'No text',
    outcome,
  }));
  return (
    <Scroll label="Who came back, by text">
      <table>
        <thead>
          <tr>
            <th scope="col">Text</th>
            <th scope="col">Callers</th>
            <th scope="col">Came back</th>
            <th scope="col">Did not</th>
            <th scope="col">Still open</th>
            <th scope="col">Rate, with 95 % confidence</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, outcome }) => (
            <OutcomeRow key={name} name={name} outcome={outcome} />
          ))}
          <OutcomeRow name="Not rejected" outcome={attrition.baseline} />
        </tbody>
      </table>
    </Scroll>
  );
}

function OutcomeRow({ name, outcome }: { name: string; outcome: Outcome }) {
  const { callers, cameBack, didNot, pending } = outcome;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{callers}</td>
      <td>{cameBack}</td>
      <td>{didNot}</td>
      <td>{pending}</td>
      <td>
        <Interval outcome={outcome} />
      </td>
    </tr>
  );
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

function Interval({ outcome: { returnRate, confidence } }: { outcome: Outcome }) {
  if (returnRate === null || confidence === null) return <small>Nobody's hour is over yet</small>;
  const { low, high } = confidence;
  return (
    <span class="interval">
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect class="whole" width="100" height="10" />
        <rect class="range" x={low * 100} width={Math.max(1, (high - low) * 100)} height="10" />
        <rect class="rate" x={Math.min(98.5, returnRate * 100)} width="1.5" height="10" />
      </svg>
      <b>{percent(returnRate)}</b>
      <small>
        {percent(low)} to {percent(high)}
      </small>
    </span>
  );
}
