import { useState } from 'preact/hooks';
import { Why } from '../board/why.tsx';
import { ask } from '../service/ask.ts';
import { type Line, type Probed, probeDocument } from '../service/lines.ts';

const verdicts = {
  RING: 'It would ring',
  REJECT: 'It would be rejected',
  RING_WITH_TEXT: 'It would ring, and the caller be texted',
};
const tones = { RING: 'good', REJECT: 'bad', RING_WITH_TEXT: 'busy' };

/** Shows what the policies would decide about a ring. Nothing is recorded, rejected or sent. */
export function Probe({ line, askKey }: { line: Line; askKey: string }) {
  const [phone, setPhone] = useState('+447700900123');
  const [at, setAt] = useState('');
  const [probed, setProbed] = useState<Probed | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function probe(event: Event): Promise<void> {
    event.preventDefault();
    const given = phone.trim();
    // An address has one of these characters, as `lid:12345` and `12345@lid` have.
    const caller = /[@:]/.test(given) ? { address: given } : { phone: given };
    const input = { lineId: line.id, caller, ...(at !== '' && { at: new Date(at).toISOString() }) };
    try {
      const answer = await ask<{ probeRingDecision: Probed }>(askKey, probeDocument, { input });
      setProbed(answer.probeRingDecision);
      setProblem(null);
    } catch (error) {
      setProbed(null);
      setProblem((error as Error).message);
    }
  }

  return (
    <section class="probe" aria-labelledby="probe-title">
      <h3 id="probe-title">What if …</h3>
      <form onSubmit={probe}>
        <label>
          this number rang
          <input
            required
            value={phone}
            onInput={({ currentTarget }) => setPhone(currentTarget.value)}
          />
        </label>
        <label>
          at this time (yours; empty: now)
          <input
            type="datetime-local"
            // Without it, browsers let a year have six digits.
            max="9999-12-31T23:59"
            value={at}
            onInput={({ currentTarget }) => setAt(currentTarget.value)}
          />
        </label>
        <button type="button" class="chip" onClick={() => setAt(saturdayNight())}>
          On Saturday night
        </button>
        <button type="submit" class="main">
          Find out
        </button>
      </form>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {probed && (
        <div role="status">
          <p>
            <span class={`pill ${tones[probed.verdict]}`}>{verdicts[probed.verdict]}</span>
            {probed.asStranger && <small> Judged as a caller who was never seen.</small>}
          </p>
          {probed.followUp && (
            <p class="text-line">
              <b>{probed.followUp.notSent ? 'No text' : 'The text'}</b>
              {probed.followUp.notSent && ` because ${probed.followUp.notSent.because}`}
              {/* Null by its type only: a probe has the words of a text that would be sent. */}
              {!probed.followUp.notSent && probed.followUp.text !== null && (
                <q>{probed.followUp.text}</q>
              )}
            </p>
          )}
          <Why decision={probed} />
        </div>
      )}
    </section>
  );
}

/** The next Saturday at 23:00, or today if it is Saturday before 23:00, in the format of a `datetime-local` input. */
function saturdayNight(): string {
  const day = new Date();
  const isOver = day.getDay() === 6 && day.getHours() >= 23;
  day.setDate(day.getDate() + (isOver ? 7 : 6 - day.getDay()));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T23:00`;
}
