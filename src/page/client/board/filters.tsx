import { useMemo } from 'preact/hooks';
import { callerName, lineName, wasAnswered } from '../parts/words.ts';
import type { Call } from '../service/calls.ts';

export interface Filter {
  readonly status: keyof typeof groups;
  /** '' for all lines. */
  readonly lineId: string;
  /** A part of the caller's name or number; '' for all callers. */
  readonly text: string;
}

export const noFilter: Filter = { status: 'all', lineId: '', text: '' };

const groups = {
  all: { name: 'All', has: () => true },
  rejected: {
    name: 'Rejected',
    has: ({ status }: Call) => ['REJECTING', 'REJECTED', 'REDIRECTED'].includes(status),
  },
  answered: {
    name: 'Answered',
    has: (call: Call) =>
      call.status === 'ANSWERED' || (call.status === 'ENDED' && wasAnswered(call)),
  },
  missed: {
    name: 'Missed',
    has: (call: Call) =>
      ['MISSED', 'FAILED'].includes(call.status) || (call.status === 'ENDED' && !wasAnswered(call)),
  },
};

export function matches(call: Call, { status, lineId, text }: Filter): boolean {
  if (!groups[status].has(call)) return false;
  if (lineId !== '' && call.line.id !== lineId) return false;
  const part = text.trim().toLowerCase();
  if (part === '') return true;
  const isInName = callerName(call.caller).toLowerCase().includes(part);
  return isInName || isInNumber(call.caller.phone ?? '', part);
}

/** Numbers are written with spaces, brackets and hyphens, or without. */
function isInNumber(phone: string, text: string): boolean {
  const digits = text.replace(/[\s()./-]/g, '');
  return digits !== '' && phone.includes(digits);
}

interface Props {
  readonly calls: readonly Call[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

export function Filters({ calls, filter, onChange }: Props) {
  const lines = useMemo(() => {
    const byId = new Map(calls.map(({ line }) => [line.id, lineName(line)]));
    return [...byId].sort(([, a], [, b]) => a.localeCompare(b));
  }, [calls]);
  return (
    <div class="filters">
      <fieldset class="tabs">
        <legend class="hidden">Which calls</legend>
        {(Object.keys(groups) as Filter['status'][]).map((status) => (
          <button
            key={status}
            type="button"
            class="chip"
            aria-pressed={filter.status === status}
            onClick={() => onChange({ ...filter, status })}
          >
            {groups[status].name}
          </button>
        ))}
      </fieldset>
      <label>
        <span class="hidden">Line</span>
        <select
          value={filter.lineId}
          onChange={({ currentTarget }) => onChange({ ...filter, lineId: currentTarget.value })}
        >
          <option value="">Every line</option>
          {lines.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="grow">
        <span class="hidden">Name or number</span>
        <input
          type="search"
          placeholder="Name or number"
          value={filter.text}
          onInput={({ currentTarget }) => onChange({ ...filter, text: currentTarget.value })}
        />
      </label>
    </div>
  );
}
