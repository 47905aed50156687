import { type Asked, byTheBook, type Script, told } from './genesys-scripted.ts';

export const legs = (states: readonly string[]) =>
  states.map((state, n) => ({ id: `013V${n}`, state, connId: `conn-${n}`, participants: [] }));

/** The reply to a poll as it should be, changed; the second poll also tells of a call. */
export function secondPoll(change: (reply: object, asked: Asked) => unknown): Script {
  return (asked, nth) => {
    const [reply] = byTheBook.connect(asked);
    const [poll] = asked;
    if (nth !== 2 || !reply || !poll) return [reply];
    const changed = change(reply, poll);
    return Array.isArray(changed) ? changed : [told('013V1', 'Ringing'), changed];
  };
}
