/** Executes only a few operations of one client at a time, and none while the client has no room for their payloads. */
export interface Turns {
  hasRoom(): boolean;
  /** Waits for room. */
  room(): Promise<void>;
  /** Takes a turn, and waits for it and for room. Returns undefined if it was taken at once. `end` must follow. */
  begin(): Promise<void> | undefined;
  end(): void;
  /** Must be called when there may be room again. */
  roomChanged(): void;
}

/** The turns of one client that may be taken at the same time. */
const maxTurns = 8;

/** `hasRoom` must be true when the connection is over, because otherwise some would wait for room forever. */
export function createTurns(hasRoom: () => boolean): Turns {
  const waiting: (() => void)[] = [];
  const waitingForRoom: (() => void)[] = [];
  let taken = 0;
  const isFree = () => taken < maxTurns && hasRoom();

  /** Admits waiting operations in the order in which they came. */
  function admit(): void {
    while (waiting.length > 0 && isFree()) {
      taken += 1;
      waiting.shift()?.();
    }
  }

  return {
    hasRoom,
    room: async () => {
      while (!hasRoom()) await new Promise<void>((resolve) => waitingForRoom.push(resolve));
    },
    begin() {
      if (waiting.length > 0 || !isFree()) return new Promise((resolve) => waiting.push(resolve));
      taken += 1;
      return undefined;
    },
    end() {
      taken -= 1;
      admit();
    },
    roomChanged() {
      if (hasRoom()) for (const resume of waitingForRoom.splice(0)) resume();
      admit();
    },
  };
}
