import type { CursorSeal } from '../../access/cursor-seal.ts';
import type { Dependencies } from '../dependencies.ts';
import type { EventCursors } from '../event-cursors.ts';

export interface BrowseDependencies extends Pick<Dependencies, 'db' | 'feed'> {
  readonly cursorSeal: CursorSeal;
  readonly eventCursors: EventCursors;
}
