import { useNow } from '../parts/hooks.ts';
import { ago, providerName } from '../parts/words.ts';
import type { Line } from '../service/lines.ts';

interface Props {
  readonly line: Line;
  readonly isChosen: boolean;
  /** Whether its policies were changed in the form and not saved. */
  readonly isEdited: boolean;
  readonly onChoose: () => void;
}

export function LineButton({ line, isChosen, isEdited, onChoose }: Props) {
  const now = useNow(5000);
  const [tone, word] = wellness(line);
  const acting = line.perimeter.policies.filter(({ mode }) => mode === 'ENFORCE').length;
  return (
    <button
      type="button"
      class="line-button"
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <b>{line.name}</b>
      <small>{providerName(line.provider)}</small>
      <span class={`pill ${tone}`}>{word}</span>
      <small>
        {acting} {acting === 1 ? 'policy acts' : 'policies act'}
        {line.lastSignalAt !== null && `, signal ${ago(line.lastSignalAt, now)}`}
        {isEdited && ', not saved'}
      </small>
    </button>
  );
}

/** The colour and the word for the state of the line. The first state that applies counts. */
function wellness({ abilities, listening, perimeter, lastSignalAt }: Line): [string, string] {
  // Null if the service cannot decrypt the account of the line, on which its abilities depend.
  if (abilities === null) return ['bad', 'No credentials'];
  if (listening?.state === 'NOT_HEARD') return ['bad', 'Not heard'];
  if (perimeter.killSwitch) return ['busy', 'Kill switch on'];
  // A connection to the provider (`listening`) shows that the line is well even without a signal. A webhook URL shows nothing.
  return lastSignalAt === null && listening === null ? ['calm', 'No signal yet'] : ['good', 'Well'];
}
