import { useLayoutEffect, useState } from 'preact/hooks';
import type { Line } from '../service/lines.ts';
import {
  areSame,
  cardKeysOf,
  type Draft,
  type Drafts,
  draftOf,
  type EditedDraft,
  withAt,
} from './draft.ts';

/** The draft of a line's policies. It follows the line until it is edited, and then stays until it is saved or undone. */
export function useDraft(line: Line, drafts: Drafts) {
  /** The keys of the draft that was saved last, for the cards of the saved policies, so that an open card stays open. */
  const [cardKeys, setCardKeys] = useState<readonly unknown[]>([]);
  const current = draftOf(line.perimeter, cardKeys);
  const [edited, setEdited] = useState<EditedDraft | null>(drafts.get(line.id) ?? null);
  // The browser asks before the page is left while `drafts` has changes, so `drafts` must not be behind until the next paint (`useEffect`).
  useLayoutEffect(() => {
    if (edited === null) drafts.delete(line.id);
    else drafts.set(line.id, edited);
  }, [drafts, edited, line.id]);

  return {
    draft: edited?.draft ?? current,
    isChanged: edited !== null && !areSame(edited.draft, current),
    /** Whether the line's policies were changed elsewhere while the draft was edited. */
    isOutdated: edited !== null && !areSame(edited.base, current),
    set(path: string, value: unknown): void {
      setEdited((before) => ({
        draft: withAt(before?.draft ?? current, path, value),
        base: before?.base ?? current,
      }));
    },
    /** Shows the line's policies again. */
    drop: () => setEdited(null),
    /**
     * Shows the policies of the saved line on the cards of `sent`. A draft that was edited meanwhile stays. Its base is what the
     * service answered, because `sent` may have the same fields in another order.
     */
    saved(sent: Draft, { perimeter }: Line): void {
      const keys = cardKeysOf(sent);
      setCardKeys(keys);
      setEdited((now) =>
        now === null || areSame(now.draft, sent)
          ? null
          : { draft: now.draft, base: draftOf(perimeter, keys) },
      );
    },
  };
}
