import { titled } from '../parts/words.ts';
import { FieldProblems, useField } from './form.tsx';

const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

interface Opening {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
}

/** The keys contain the number of rows, so that after a removal no row has the inputs of another one. */
export function Openings({ path }: { path: string }) {
  const { id, value = [], set, problems } = useField<Opening[]>(path);
  // Each row shows the problems of its own fields.
  const here = problems.filter(({ field }) => field === path);
  return (
    <fieldset class="hours">
      <legend>Open</legend>
      {value.length === 0 && <p class="hint">Never: every call is rejected.</p>}
      {value.map((_, n) => (
        <OpeningRow
          key={`${n} of ${value.length}`}
          path={`${path}[${n}]`}
          onRemove={() => set(value.filter((_, m) => m !== n))}
        />
      ))}
      <button
        type="button"
        class="chip"
        onClick={() => set([...value, { days: days.slice(0, 5), from: '09:00', to: '17:00' }])}
      >
        Add hours
      </button>
      <FieldProblems id={id} problems={here} />
    </fieldset>
  );
}

function OpeningRow({ path, onRemove }: { path: string; onRemove: () => void }) {
  const { id, value, set, problems } = useField<Opening>(path);
  if (!value) return null;
  const toggle = (day: string) => {
    const others = value.days.filter((one) => one !== day);
    const chosen = others.length < value.days.length ? others : [...value.days, day];
    set({ ...value, days: days.filter((one) => chosen.includes(one)) });
  };
  return (
    <div class={problems.length > 0 ? 'hours-row wrong' : 'hours-row'}>
      <div class="days">
        {days.map((day) => (
          <button
            key={day}
            type="button"
            class="chip"
            aria-pressed={value.days.includes(day)}
            onClick={() => toggle(day)}
          >
            {titled(day).slice(0, 2)}
            <span class="hidden">{titled(day).slice(2)}</span>
          </button>
        ))}
      </div>
      <HourInputs value={value} onChange={(hours) => set({ ...value, ...hours })} />
      <button type="button" class="quiet" onClick={onRemove}>
        Remove
      </button>
      <FieldProblems id={id} problems={problems} />
    </div>
  );
}

interface HourInputsProps {
  readonly value: { readonly from: string; readonly to: string };
  readonly onChange: (hours: { from: string; to: string }) => void;
}

/** A text input, because an input of type `time` does not accept 24:00. */
function HourInputs({ value: { from, to }, onChange }: HourInputsProps) {
  return (
    <span class="from-to">
      <input
        aria-label="From"
        class="short"
        value={from}
        placeholder="09:00"
        onInput={({ currentTarget }) => onChange({ from: currentTarget.value, to })}
      />
      to
      <input
        aria-label="To"
        class="short"
        value={to}
        placeholder="17:00"
        onInput={({ currentTarget }) => onChange({ from, to: currentTarget.value })}
      />
    </span>
  );
}

/** `open` is left out if the line is closed all day. */
interface Holiday {
  readonly date: string;
  readonly name?: string;
  readonly open?: readonly { readonly from: string; readonly to: string }[];
}

export function Holidays({ path }: { path: string }) {
  const { id, value = [], set, problems } = useField<Holiday[]>(path);
  // As in `Openings`.
  const here = problems.filter(({ field }) => field === path);
  return (
    <fieldset class="hours">
      <legend>Holidays</legend>
      {value.map((_, n) => (
        <HolidayRow
          key={`${n} of ${value.length}`}
          path={`${path}[${n}]`}
          onRemove={() => set(value.filter((_, m) => m !== n))}
        />
      ))}
      <button type="button" class="chip" onClick={() => set([...value, { date: '' }])}>
        Add a holiday
      </button>
      <FieldProblems id={id} problems={here} />
    </fieldset>
  );
}

function HolidayRow({ path, onRemove }: { path: string; onRemove: () => void }) {
  const { id, value, set, problems } = useField<Holiday>(path);
  if (!value) return null;
  // Only the first hours of the day can be edited. The others stay, unless “Closed” removes them all.
  const [hours] = value.open ?? [];
  return (
    <div class={problems.length > 0 ? 'hours-row wrong' : 'hours-row'}>
      <input
        aria-label="Date"
        type="date"
        class="date"
        value={value.date}
        onInput={({ currentTarget }) => set({ ...value, date: currentTarget.value })}
      />
      <input
        aria-label="Name"
        placeholder="Name"
        value={value.name ?? ''}
        onInput={({ currentTarget }) => set({ ...value, name: currentTarget.value || undefined })}
      />
      <label>
        <input
          type="checkbox"
          checked={hours === undefined}
          onChange={({ currentTarget }) =>
            set({
              ...value,
              open: currentTarget.checked ? undefined : [{ from: '09:00', to: '12:00' }],
            })
          }
        />{' '}
        Closed
      </label>
      {hours && (
        <HourInputs
          value={hours}
          onChange={(changed) => set({ ...value, open: [changed, ...(value.open ?? []).slice(1)] })}
        />
      )}
      <button type="button" class="quiet" onClick={onRemove}>
        Remove
      </button>
      <FieldProblems id={id} problems={problems} />
    </div>
  );
}
