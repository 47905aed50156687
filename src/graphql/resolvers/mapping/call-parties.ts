import type { GraphQLResolveInfo } from 'graphql';
import type { Call } from '../../../call/call.ts';
import type { Caller } from '../../../use-cases/calls.ts';
import type { Line } from '../../../use-cases/lines.ts';
import type { GraphqlContext } from '../../execution/context.ts';
import { asksOnlyForId } from '../selection/only-id.ts';

/** The line of a call. If nothing but its id is selected, no other field is resolved, so the line is not read. */
export async function lineOf(
  { lineId }: Call,
  _args: object,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): Promise<Line> {
  if (asksOnlyForId(info)) return { id: lineId } as Line;
  const line = await context.batches.line(lineId);
  if (!line) throw new Error(`The line ${lineId} of a call is missing.`);
  return line;
}

/** The caller of a call, which is not read either if nothing but its id is selected. */
export async function callerOf(
  { callerId }: Call,
  _args: object,
  context: GraphqlContext,
  info: GraphQLResolveInfo,
): Promise<Caller> {
  if (asksOnlyForId(info)) return { id: callerId } as Caller;
  const caller = await context.batches.caller(callerId);
  if (!caller) throw new Error(`The caller ${callerId} of a call is missing.`);
  return caller;
}
