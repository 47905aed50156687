import type { MutationResolvers } from '../../types.generated.ts';
import { readText } from '../mapping/read-text.ts';

export const reportRecordingBridge: NonNullable<MutationResolvers['reportRecordingBridge']> = (
  _mutation,
  { input },
  context,
) => {
  const { state, at } = input;
  const name = readText('input.name', input.name ?? 'main', 100);
  return context.perimeter.reportBridge(context.viewer(), { name, state, at: at ?? undefined });
};
