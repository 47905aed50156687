import { useState } from 'preact/hooks';
import { Fact } from '../parts/fact.tsx';
import { useNow } from '../parts/hooks.ts';
import { Lacks } from '../parts/lacks.tsx';
import { LineName } from '../parts/line-name.tsx';
import { ago, inWords } from '../parts/words.ts';
import { ask } from '../service/ask.ts';
import { killSwitchDocument, type Line } from '../service/lines.ts';
import type { Drafts } from './draft.ts';
import { PoliciesEditor } from './policies-editor.tsx';
import { Probe } from './probe.tsx';

interface Props {
  readonly line: Line;
  readonly lines: readonly Line[];
  readonly drafts: Drafts;
  /** The key with which the service is asked. */
  readonly askKey: string;
  /** What the key may do. */
  readonly scopes: readonly string[];
  readonly onChanged: (line: Line) => void;
}

export function LineView({ line, lines, drafts, askKey, scopes, onChanged }: Props) {
  const now = useNow(5000);
  const manageKey = scopes.includes('policies:write') ? askKey : null;
  // A key without this scope sees numbers masked, and would save them like that.
  const isMasked = !scopes.includes('pii:read') && hasNumbers(line);
  const { abilities } = line;
  return (
    <article class="line" aria-labelledby="line-title">
      <header>
        <h2 id="line-title">
          <LineName line={line} />
        </h2>
        <KillSwitch line={line} manageKey={manageKey} onChanged={onChanged} />
      </header>
      <Health line={line} />
      <dl class="facts">
        <Fact name="Last signal">
          {line.lastSignalAt === null ? 'never' : ago(line.lastSignalAt, now)}
        </Fact>
        <Fact name="Time zone">{line.timeZone}</Fact>
        <Fact name="A ring lasts at most">{line.ringLimitMs / 1000} s</Fact>
        {abilities && (
          <>
            <Fact name="Its rejections are">{inWords(abilities.rejection)}</Fact>
            <Fact name="Confirmed by an event">{yesNo(abilities.confirmedByEvent)}</Fact>
            <Fact name="Texts callers">
              {abilities.repliesByItself ? 'the provider does' : yesNo(abilities.canText)}
            </Fact>
            <Fact name="Blocks at the provider">{yesNo(abilities.canBlock)}</Fact>
          </>
        )}
      </dl>
      {scopes.includes('calls:read') ? (
        <Probe line={line} askKey={askKey} />
      ) : (
        <Lacks scope="calls:read">It cannot be tried out what would happen to a call.</Lacks>
      )}
      {manageKey !== null && isMasked && (
        <Lacks scope="pii:read">
          The numbers in its policies are masked, so these cannot be saved.
        </Lacks>
      )}
      <PoliciesEditor
        line={line}
        lines={lines}
        drafts={drafts}
        manageKey={isMasked ? null : manageKey}
        onSaved={onChanged}
      />
    </article>
  );
}

/** Only bypass lists name callers. */
const hasNumbers = ({ perimeter }: Line) =>
  perimeter.policies.some(({ kind }) => kind === 'BYPASS');
const yesNo = (is: boolean) => (is ? 'yes' : 'no');

/** Shows the problem because of which the line does not work, if there is one. */
function Health({ line: { abilities, listening } }: { line: Line }) {
  if (abilities === null) {
    return (
      <p class="problem">
        This service cannot open the line's credentials. Give them again with `updatePhoneLine`.
      </p>
    );
  }
  if (listening?.state === 'NOT_HEARD') {
    return (
      <p class="problem">
        Its events are not heard. {listening.problem?.message ?? 'The connection is being made.'}
      </p>
    );
  }
  return listening?.problem ? <p class="problem">{listening.problem.message}</p> : null;
}

interface KillSwitchProps {
  readonly line: Line;
  /** Null if it can be seen and not turned. */
  readonly manageKey: string | null;
  readonly onChanged: (line: Line) => void;
}

function KillSwitch({ line, manageKey, onChanged }: KillSwitchProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const isOn = line.perimeter.killSwitch;

  async function turn(): Promise<void> {
    if (manageKey === null) return;
    try {
      type Answer = { setPhoneLineKillSwitch: { line?: Line; message?: string } };
      const { setPhoneLineKillSwitch: set } = await ask<Answer>(manageKey, killSwitchDocument, {
        id: line.id,
        on: !isOn,
      });
      setProblem(set.message ?? null);
      if (set.line) onChanged(set.line);
    } catch (error) {
      setProblem((error as Error).message);
    }
  }

  return (
    <div class="kill">
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        class={isOn ? 'switch on' : 'switch'}
        disabled={manageKey === null}
        onClick={turn}
      >
        Kill switch
      </button>
      <small>{isOn ? 'On: nothing is done automatically.' : 'Off: the policies act.'}</small>
      {problem !== null && <p class="field-problem">{problem}</p>}
    </div>
  );
}
