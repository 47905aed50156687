import type { Line } from '../service/lines.ts';
import { ChoiceField, DurationField, NumberField } from './controls.tsx';

/** The caps on what is done automatically, and the line that sends the texts if this one cannot. */
export function Caps({ lines }: { lines: readonly Line[] }) {
  return (
    <details class="policy">
      <summary>
        <b>Caps</b>
        <small>How much is done automatically</small>
      </summary>
      <NumberField path="rejectsPerMinute" label="Rejections a minute" />
      <NumberField path="textsPerMinute" label="Texts a minute" />
      <DurationField path="textCooldownMs" label="At most one text a caller in" />
      <NumberField
        path="legCap"
        label="First leg to let ring"
        hint="A leg is one offer of a call by its queue. 3 lets policies reject the first two."
      />
      <ChoiceField
        path="textVia"
        label="Text over"
        options={Object.fromEntries(lines.map(({ id, name }) => [id, name]))}
        whenEmpty="This line"
        hint="For a line that cannot text."
      />
    </details>
  );
}
