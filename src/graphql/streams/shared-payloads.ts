import type { CallEvent } from '../../use-cases/calls.ts';

/** Turns an event into the bytes that one group of subscribers gets. */
export interface Rendering {
  render(event: CallEvent, execute: () => Promise<string>): Promise<string>;
  leave(): void;
}

export type Renderings = (group: string, tellsPrevious: boolean) => Rendering;

interface Group {
  readonly results: Map<string, Promise<string>>;
  members: number;
}

interface Kept {
  readonly group: Group;
  readonly key: string;
  readonly characters: number;
}

/** What all groups together keep. A subscriber that lags behind further has its events executed again. */
const maxCharacters = 8 * 1024 * 1024;

/** Executes and serialises once per event for all subscribers of a group, however many there are. */
export function createRenderings(): Renderings {
  const groups = new Map<string, Group>();
  const keep = createKeep();

  return (name, tellsPrevious) => {
    const group = groups.get(name) ?? { results: new Map(), members: 0 };
    groups.set(name, group);
    group.members += 1;
    let isMember = true;
    return {
      render(event, execute) {
        // Nobody else will ask for it.
        if (group.members === 1) return execute();
        return renderOnce(group, nameOf(event, tellsPrevious), execute, keep);
      },
      leave() {
        if (!isMember) return;
        isMember = false;
        group.members -= 1;
        if (group.members <= 1) keep.forget(group);
        if (group.members === 0) groups.delete(name);
      },
    };
  };
}

/** A member may have been shown more of a call than the others: then an older rendering of it is not for that one. */
function nameOf({ id, previousCursor, call }: CallEvent, tellsPrevious: boolean): string {
  return `${id} ${tellsPrevious ? previousCursor : ''} ${call?.revision}`;
}

function renderOnce(
  group: Group,
  key: string,
  execute: () => Promise<string>,
  keep: Keep,
): Promise<string> {
  const known = group.results.get(key);
  if (known !== undefined) return known;
  const result = execute();
  group.results.set(key, result);
  result.then(
    (text) => keep.add({ group, key, characters: text.length }, result),
    () => group.results.delete(key),
  );
  return result;
}

interface Keep {
  add(kept: Kept, result: Promise<string>): void;
  forget(group: Group): void;
}

/** The renderings of all groups, the oldest first; what is too much is forgotten. */
function createKeep(): Keep {
  const all = new Map<Promise<string>, Kept>();
  let characters = 0;

  function drop(result: Promise<string>, kept: Kept): void {
    all.delete(result);
    characters -= kept.characters;
    kept.group.results.delete(kept.key);
  }

  return {
    add(kept, result) {
      // Forgotten while it was under way.
      if (kept.group.results.get(kept.key) !== result) return;
      all.set(result, kept);
      characters += kept.characters;
      for (const [oldest, of] of all) {
        if (characters <= maxCharacters) return;
        drop(oldest, of);
      }
    },
    forget(group) {
      for (const result of group.results.values()) {
        const kept = all.get(result);
        if (kept) drop(result, kept);
      }
      group.results.clear();
    },
  };
}
