/** So many at once; the others wait for their turn, those in a hurry first. */
export interface Turns {
  /** False: too many wait already. Whoever gets a turn gives it back. */
  take(hurried: boolean): Promise<boolean>;
  give(): void;
}

export function createTurns(atOnce: number, maxWaiting: number): Turns {
  const hurried: (() => void)[] = [];
  const patient: (() => void)[] = [];
  let taken = 0;

  return {
    take(isHurried) {
      if (taken < atOnce) {
        taken++;
        return Promise.resolve(true);
      }
      if (hurried.length + patient.length >= maxWaiting) return Promise.resolve(false);
      return new Promise((resolve) => {
        (isHurried ? hurried : patient).push(() => resolve(true));
      });
    },
    give() {
      const next = hurried.shift() ?? patient.shift();
      if (next) next();
      else taken--;
    },
  };
}
