/** A closed loop: each of so many clients asks again as soon as it is answered. Answers requests a second. */
export async function load(
  clients: number,
  ms: number,
  /** Null: there is nothing left to ask for. */
  ask: () => Promise<void> | null,
): Promise<number> {
  const startedAt = performance.now();
  const until = startedAt + ms;
  let answered = 0;

  async function goOn(): Promise<void> {
    while (performance.now() < until) {
      const asked = ask();
      if (asked === null) return;
      await asked;
      answered++;
    }
  }

  await Promise.all(Array.from({ length: clients }, goOn));
  return (answered * 1000) / (performance.now() - startedAt);
}
