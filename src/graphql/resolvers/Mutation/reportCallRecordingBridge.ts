import type { MutationResolvers } from '../../types.generated.ts';
import { readText } from '../mapping/read-text.ts';

/** Reports how a recording bridge is, on which all lines of the tenant depend: a fact for their `safetyValve` policies. */
export const reportCallRecordingBridge: NonNullable<
  MutationResolvers['reportCallRecordingBridge']
> = async (_mutation, { input }, context) => {
  const { state, at } = input;
  // GraphQL fills in this default of the schema, but the generated type has the field as optional.
  const name = readText('input.name', input.name ?? 'main', 100);
  const report = { name, state, at: at ?? undefined };
  const bridge = await context.perimeter.reportBridge(context.viewer(), report);
  return { __typename: 'CallRecordingBridgeReported', bridge };
};
