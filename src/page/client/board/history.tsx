import { memo } from 'preact/compat';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { StatusPill } from '../parts/status-pill.tsx';
import { callerName, dayOf, providers, textStates, timeOf, titled } from '../parts/words.ts';
import type { Call } from '../service/calls.ts';

interface Props {
  readonly calls: readonly Call[];
  readonly onOpen: (call: Call) => void;
  readonly onEnd: () => void;
}

const rowHeight = 60;
const narrowRowHeight = 84;
const overscan = 8;
const narrow = matchMedia('(max-width: 640px)');

/** A list of calls of which only the visible rows are rendered. */
export function History({ calls, onOpen, onEnd }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const height = narrow.matches ? narrowRowHeight : rowHeight;
  const [[from, to], setRange] = useState<[number, number]>([0, 30]);
  /** The index of the row that gets the focus as soon as it is rendered. */
  const wanted = useRef<number | null>(null);

  useLayoutEffect(() => {
    let frame = 0;
    const measure = () => {
      frame = 0;
      const top = list.current?.getBoundingClientRect().top ?? 0;
      const first = Math.max(0, Math.floor(-top / height) - overscan);
      const last = Math.ceil((innerHeight - top) / height) + overscan;
      setRange(([a, b]) => (a === first && b === last ? [a, b] : [first, last]));
      if (last >= calls.length - overscan) onEnd();
    };
    const measureSoon = () => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    addEventListener('scroll', measureSoon, { passive: true });
    addEventListener('resize', measureSoon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', measureSoon);
      removeEventListener('resize', measureSoon);
    };
  }, [calls.length, height, onEnd]);

  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus();
  });

  /** Moves the focus to another row. A row outside the view is not rendered, so the list is scrolled first. */
  function move(event: KeyboardEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]');
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (!row || step === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(calls.length - 1, Number(row.dataset.index) + step));
    wanted.current = index;
    const top = (list.current?.getBoundingClientRect().top ?? 0) + index * height;
    // The header of the page covers the top.
    if (top < 120) scrollBy({ top: top - 120 });
    else if (top + height > innerHeight) scrollBy({ top: top + height - innerHeight + 12 });
    setRange([Math.max(0, index - 30), index + 30]);
  }

  return (
    <ul
      class="history"
      ref={list}
      style={{ height: `${calls.length * height}px` }}
      onKeyDown={move}
    >
      {calls.slice(from, to).map((call, n) => (
        <Row key={call.id} call={call} index={from + n} height={height} onOpen={onOpen} />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly call: Call;
  readonly index: number;
  readonly height: number;
  readonly onOpen: (call: Call) => void;
}

const Row = memo(function Row({ call, index, height, onOpen }: RowProps) {
  const { caller, line } = call;
  return (
    <li
      style={{ transform: `translateY(${index * height}px)`, height: `${height}px` }}
      data-call={call.id}
      data-status={call.status}
    >
      <button type="button" data-index={index} onClick={() => onOpen(call)}>
        <span class="when">
          <time dateTime={call.ringingAt}>{timeOf(call.ringingAt)}</time>
          <small>{dayOf(call.ringingAt)}</small>
        </span>
        <span class="who">
          <b>{callerName(caller)}</b>
          <small>{caller.displayName === null ? '' : caller.phone}</small>
        </span>
        <span class="where">
          <span>{line.name}</span>
          <small>{providers[line.provider] ?? line.provider}</small>
        </span>
        <span class="outcome">
          <StatusPill call={call} />
          <small>{byWhom(call)}</small>
        </span>
      </button>
    </li>
  );
});

/** Who rejected the call, and the state of the text to the caller. */
function byWhom({ rejection, notice, decision }: Call): string {
  const text = rejection?.followUp ?? notice;
  const texted = text && text.state !== 'NOT_SENT' ? textStates[text.state] : '';
  const { kind, name } = rejection?.requestedBy ?? { kind: 'SYSTEM', name: '' };
  const by =
    kind === 'POLICY'
      ? `by ${titled(decision?.by?.name ?? name)}`
      : kind === 'CLIENT'
        ? `by ${name}`
        : '';
  return [by, texted].filter((part) => part !== '').join(' · ');
}
