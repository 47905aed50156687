import type { QueryResolvers } from '../../types.generated.ts';

export const callsRetention: NonNullable<QueryResolvers['callsRetention']> = async (
  _query,
  _args,
  context,
) => ({ keepForMs: await context.privacy.retentionMs(context.viewer()) });
