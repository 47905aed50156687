import type { RejectAnswer } from '../../src/use-cases/calls.ts';
import type { Dependencies } from '../../src/use-cases/dependencies.ts';
import { rejectCall } from '../../src/use-cases/reject/reject-call.ts';
import type { ModelLines } from './lines.ts';
import { callAt } from './signals.ts';

/** A client's wish to reject a call. */
export interface Wish {
  readonly call: number;
  readonly key: number | null;
  readonly text: string | undefined;
  answer?: RejectAnswer;
}

/** The viewer's name tells by which key a rejection was wished. */
export function wishOf(lines: ModelLines, deps: Dependencies, wish: Wish): Promise<RejectAnswer> {
  const { line, providerCallId } = callAt(lines, wish.call);
  const name = wish.key === null ? 'a client' : nameOfKey(wish.key);
  return rejectCall(deps, lines.viewerOf(line, name), {
    id: providerCallId,
    reason: 'DECLINED',
    ...(wish.text !== undefined && { followUpText: wish.text }),
    ...(wish.key !== null && { idempotencyKey: nameOfKey(wish.key) }),
  });
}

const nameOfKey = (key: number) => `the key ${key}`;
