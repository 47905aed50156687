import { useState } from 'preact/hooks';
import { useNow } from '../parts/hooks.ts';
import { ago, providers, titled } from '../parts/words.ts';
import { ask } from '../service/ask.ts';
import { killSwitchDocument, type Line } from '../service/lines.ts';
import { PoliciesEditor } from './policies-editor.tsx';
import { Probe } from './probe.tsx';

interface Props {
  readonly line: Line;
  readonly lines: readonly Line[];
  readonly askKey: string;
  readonly manageKey: string | null;
  readonly onChanged: () => void;
}

export function LineView({ line, lines, askKey, manageKey, onChanged }: Props) {
  const now = useNow(5000);
  const { abilities } = line;
  return (
    <article class="line" aria-labelledby="line-title">
      <header>
        <h2 id="line-title">
          {line.name} <span class="provider">{providers[line.provider] ?? line.provider}</span>
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
            <Fact name="A yes is worth">{titled(abilities.rejection)}</Fact>
            <Fact name="Confirmed by an event">{yesNo(abilities.confirmedByEvent)}</Fact>
            <Fact name="Texts callers">
              {abilities.repliesByItself ? 'the provider does' : yesNo(abilities.canText)}
            </Fact>
            <Fact name="Blocks at the provider">{yesNo(abilities.canBlock)}</Fact>
          </>
        )}
      </dl>
      <Probe line={line} askKey={askKey} />
      <PoliciesEditor line={line} lines={lines} manageKey={manageKey} onSaved={onChanged} />
    </article>
  );
}

const yesNo = (is: boolean) => (is ? 'yes' : 'no');

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

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

function KillSwitch({
  line,
  manageKey,
  onChanged,
}: Pick<Props, 'line' | 'manageKey' | 'onChanged'>) {
  const [problem, setProblem] = useState<string | null>(null);
  const isOn = line.perimeter.killSwitch;

  async function turn(): Promise<void> {
    if (manageKey === null) return;
    try {
      type Answer = { setPhoneLineKillSwitch: { message?: string } };
      const answer = await ask<Answer>(manageKey, killSwitchDocument, { id: line.id, on: !isOn });
      setProblem(answer.setPhoneLineKillSwitch.message ?? null);
      onChanged();
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
