import type { CallEvent } from '../calls/calls.ts';

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

/** Subscribers that lag behind by more than this have their events executed again. */
const maxResults = 256;

/** Executes and serialises once per event for all subscribers of a group, however many there are. */
export function createRenderings(): Renderings {
  const groups = new Map<string, Group>();

  return (name, tellsPrevious) => {
    const group = groups.get(name) ?? { results: new Map(), members: 0 };
    groups.set(name, group);
    group.members += 1;
    let isMember = true;
    return {
      render: (event, execute) => renderOnce(group, nameOf(event, tellsPrevious), execute),
      leave() {
        if (!isMember) return;
        isMember = false;
        group.members -= 1;
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
  { results }: Group,
  key: string,
  execute: () => Promise<string>,
): Promise<string> {
  const known = results.get(key);
  if (known !== undefined) return known;
  const result = execute();
  results.set(key, result);
  result.catch(() => results.delete(key));
  const [oldest] = results.keys();
  if (results.size > maxResults && oldest !== undefined) results.delete(oldest);
  return result;
}
