import { useState } from 'preact/hooks';
import { Row, useField } from './form.tsx';
import { Holidays, Openings } from './hours.tsx';
import type { FieldSpec } from './policy-kinds.ts';

interface Props {
  readonly path: string;
  readonly label: string;
  readonly hint?: string;
}

/** The control for one field of a policy. */
export function PolicyField({ path, spec }: { path: string; spec: FieldSpec }) {
  const { label, hint } = spec;
  const props = { path: `${path}.${spec.field}`, label, hint };
  switch (spec.is) {
    case 'text':
      return <TextField {...props} />;
    case 'number':
      return <NumberField {...props} />;
    case 'duration':
      return <DurationField {...props} />;
    case 'list':
      return <ListField {...props} />;
    case 'flag':
      return <FlagField {...props} />;
    case 'choice':
      return <ChoiceField {...props} options={spec.options} whenEmpty={spec.whenEmpty} />;
    case 'choices':
      return <ChoicesField {...props} options={spec.options} />;
    case 'openings':
      return <Openings path={props.path} />;
    case 'holidays':
      return <Holidays path={props.path} />;
  }
}

export function TextField({ path, label, hint }: Props) {
  const { value, set, problems, attributes } = useField<string>(path);
  return (
    <Row id={attributes.id} label={label} hint={hint} problems={problems}>
      <input
        {...attributes}
        type="text"
        value={value ?? ''}
        onInput={({ currentTarget }) => set(currentTarget.value || undefined)}
      />
    </Row>
  );
}

export function NumberField({ path, label, hint }: Props) {
  const { value, set, problems, attributes } = useField<number>(path);
  return (
    <Row id={attributes.id} label={label} hint={hint} problems={problems}>
      <input
        {...attributes}
        class="short"
        type="number"
        step="1"
        value={value ?? ''}
        onInput={({ currentTarget }) =>
          set(currentTarget.value === '' ? undefined : Number(currentTarget.value))
        }
      />
    </Row>
  );
}

const units = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
type Unit = keyof typeof units;

export function DurationField({ path, label, hint }: Props) {
  const { value, set, problems, attributes } = useField<number>(path);
  const [unit, setUnit] = useState<Unit>(unitOf(value));
  const change = (amount: string, by: Unit) =>
    set(amount === '' ? undefined : Math.round(Number(amount) * units[by]));
  const amount = value === undefined ? '' : `${value / units[unit]}`;
  return (
    <Row id={attributes.id} label={label} hint={hint} problems={problems}>
      <span class="duration">
        <input
          {...attributes}
          class="short"
          type="number"
          step="any"
          value={amount}
          onInput={({ currentTarget }) => change(currentTarget.value, unit)}
        />
        <select
          aria-label={`Unit of ${label}`}
          value={unit}
          onChange={({ currentTarget }) => {
            const other = currentTarget.value as Unit;
            setUnit(other);
            change(amount, other);
          }}
        >
          {Object.keys(units).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </span>
    </Row>
  );
}

/** The largest unit in which the duration is a whole number; minutes for no duration. */
function unitOf(ms: number | undefined): Unit {
  const fitting = (Object.keys(units) as Unit[]).filter(
    (unit) => (ms ?? 60_000) % units[unit] === 0,
  );
  return fitting.at(-1) ?? 'seconds';
}

/** One item a line. What was typed stays as it is, with its empty lines, as long as it has the same items. */
export function ListField({ path, label, hint }: Props) {
  const { value = [], set, problems, attributes } = useField<string[]>(path);
  const [typed, setTyped] = useState('');
  const items = value.join('\n');
  return (
    <Row id={attributes.id} label={label} hint={hint} problems={problems}>
      <textarea
        {...attributes}
        rows={Math.min(8, Math.max(2, value.length))}
        value={itemsOf(typed).join('\n') === items ? typed : items}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          set(itemsOf(currentTarget.value));
        }}
      />
    </Row>
  );
}

function itemsOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function FlagField({ path, label, hint }: Props) {
  const { value, set, problems, attributes } = useField<boolean>(path);
  return (
    <Row id={attributes.id} label={label} hint={hint} problems={problems}>
      <input
        {...attributes}
        type="checkbox"
        checked={value === true}
        onChange={({ currentTarget }) => set(currentTarget.checked || undefined)}
      />
    </Row>
  );
}

interface ChoiceProps extends Props {
  readonly options: Readonly<Record<string, string>>;
  /** The name of what holds when nothing is chosen; without it, something must be. */
  readonly whenEmpty?: string;
}

export function ChoiceField({ path, label, hint, options, whenEmpty }: ChoiceProps) {
  const { value, set, problems, attributes } = useField<string>(path);
  return (
    <Row id={attributes.id} label={label} hint={hint} problems={problems}>
      <select
        {...attributes}
        value={value ?? ''}
        onChange={({ currentTarget }) => set(currentTarget.value || undefined)}
      >
        {(whenEmpty !== undefined || value === undefined) && (
          <option value="">{whenEmpty ?? 'Choose …'}</option>
        )}
        {Object.entries(options).map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </Row>
  );
}

function ChoicesField({ path, label, hint, options }: ChoiceProps) {
  const { value = [], set, problems, attributes } = useField<string[]>(path);
  const toggle = (one: string) =>
    set(value.includes(one) ? value.filter((other) => other !== one) : [...value, one]);
  return (
    <Row id={attributes.id} label={label} hint={hint} problems={problems}>
      <div class="checks" id={attributes.id}>
        {Object.entries(options).map(([one, name]) => (
          <label key={one}>
            <input type="checkbox" checked={value.includes(one)} onChange={() => toggle(one)} />{' '}
            {name}
          </label>
        ))}
      </div>
    </Row>
  );
}
