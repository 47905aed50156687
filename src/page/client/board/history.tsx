import type { RefObject } from 'preact';
import { memo } from 'preact/compat';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { StatusPill } from '../parts/status-pill.tsx';
import {
  callerName,
  dayOf,
  lineName,
  policyName,
  providerName,
  textStates,
  timeOf,
} from '../parts/words.ts';
import type { Call } from '../service/calls.ts';

interface Props {
  readonly calls: readonly Call[];
  readonly onOpen: (call: Call) => void;
  /** Called, perhaps repeatedly, while the end of the list is near, to load older calls. */
  readonly onEnd: () => void;
}

const rowHeight = 60;
const narrowRowHeight = 84;
/** The rows that are rendered above and below the visible ones. */
const overscan = 8;
const narrow = matchMedia('(max-width: 640px)');

/** A list of calls of which only the visible rows are rendered. */
export function History({ calls, onOpen, onEnd }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const height = narrow.matches ? narrowRowHeight : rowHeight;
  const [[from, to], setRange] = useState<[number, number]>([0, 30]);
  /** The index of the row that gets the focus as soon as it is rendered. */
  const wanted = useRef<number | null>(null);
  useSteadyView(list, calls, height);

  const measure = useCallback(() => {
    const top = list.current ? topOf(list.current) : 0;
    const first = Math.max(0, Math.floor(-top / height) - overscan);
    // Cards above the list may push its beginning far below the window.
    const last = Math.ceil(Math.max(0, innerHeight - top) / height) + overscan;
    // With the same array as before, nothing is rendered. Another one would be measured, and rendered, without end.
    setRange((before) => (before[0] === first && before[1] === last ? before : [first, last]));
    return last;
  }, [height]);

  // What is above the list may have changed its height.
  useLayoutEffect(() => void measure());

  useLayoutEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      if (measure() >= calls.length - overscan) onEnd();
    };
    const lookSoon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    addEventListener('scroll', lookSoon, { passive: true });
    addEventListener('resize', lookSoon);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', lookSoon);
      removeEventListener('resize', lookSoon);
    };
  }, [calls.length, measure, onEnd]);

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
    // Only a row that is rendered can get the focus.
    setRange([Math.max(0, index - 30), index + 30]);
  }

  return (
    <ul
      class="history"
      ref={list}
      hidden={calls.length === 0}
      style={{ height: `${calls.length * height}px` }}
      onKeyDown={move}
    >
      {calls.slice(from, to).map((call, n) => (
        <Row key={call.id} call={call} index={from + n} height={height} onOpen={onOpen} />
      ))}
    </ul>
  );
}

/** Keeps the first visible row where it is when calls are added above it, or what is above the list changes its height. */
function useSteadyView(
  list: RefObject<HTMLUListElement | null>,
  calls: readonly Call[],
  height: number,
): void {
  /** The first visible row and where it is in the window; null while the beginning of the list is in view, or no row is. */
  const first = useRef<{ readonly id: string; readonly top: number } | null>(null);
  useLayoutEffect(() => {
    const { id, top } = first.current ?? {};
    const at = id === undefined ? -1 : calls.findIndex((call) => call.id === id);
    // How far the row has moved since the last scroll.
    const moved = at === -1 || !list.current ? 0 : topOf(list.current) + at * height - (top ?? 0);
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' });
  });
  useLayoutEffect(() => {
    const note = () => {
      const top = list.current ? topOf(list.current) : 0;
      const at = Math.ceil(-top / height);
      const call = calls[at];
      // While the beginning of the list is in view, new calls may push the others down.
      first.current = at <= 0 || !call ? null : { id: call.id, top: top + at * height };
    };
    note();
    addEventListener('scroll', note, { passive: true });
    return () => removeEventListener('scroll', note);
  }, [list, calls, height]);
}

const topOf = (element: HTMLElement) => element.getBoundingClientRect().top;

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
          <span>{lineName(line)}</span>
          <small>{line.provider && providerName(line.provider)}</small>
        </span>
        <span class="outcome">
          <StatusPill call={call} />
          <small>{whoAndText(call)}</small>
        </span>
      </button>
    </li>
  );
});

/** Who rejected the call, and the state of the text to the caller. */
function whoAndText({ rejection, notice, decision }: Call): string {
  const text = rejection?.followUp ?? notice;
  const texted = text && text.state !== 'NOT_SENT' ? textStates[text.state] : '';
  const { kind, name } = rejection?.requestedBy ?? { kind: 'SYSTEM', name: '' };
  const policy = decision?.by ? policyName(decision.by) : name;
  const who = kind === 'POLICY' ? policy : name;
  // SYSTEM stands for no rejection: only policies and clients ask for one.
  const by = kind === 'POLICY' || kind === 'CLIENT' ? `by ${who}` : '';
  return [by, texted].filter((part) => part !== '').join(' · ');
}
