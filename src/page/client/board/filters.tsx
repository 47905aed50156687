import { useMemo } from 'preact/hooks';
import { callerName } from '../parts/words.ts';
import type { Call, CallStatus } from '../service/calls.ts';

export interface Filter {
  readonly status: keyof typeof groups;
  readonly lineId: string;
  readonly text: string;
}

export const noFilter: Filter = { status: 'all', lineId: '', text: '' };

const groups = {
  all: { name: 'All', statuses: [] as CallStatus[] },
  rejected: { name: 'Rejected', statuses: ['REJECTING', 'REJECTED', 'REDIRECTED'] as CallStatus[] },
  answered: { name: 'Answered', statuses: ['ANSWERED', 'ENDED'] as CallStatus[] },
  missed: { name: 'Missed', statuses: ['MISSED', 'FAILED'] as CallStatus[] },
};

export function matches(call: Call, { status, lineId, text }: Filter): boolean {
  const { statuses } = groups[status];
  if (statuses.length > 0 && !statuses.includes(call.status)) return false;
  if (lineId !== '' && call.line.id !== lineId) return false;
  if (text === '') return true;
  const { phone, displayName } = call.caller;
  return `${callerName(call.caller)} ${displayName} ${phone}`
    .toLowerCase()
    .includes(text.toLowerCase());
}

interface Props {
  readonly calls: readonly Call[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}

export function Filters({ calls, filter, onChange }: Props) {
  const lines = useMemo(() => {
    const byId = new Map(calls.map(({ line }) => [line.id, line.name]));
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
