import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { readText } from '../mapping/read-text.ts';
import { lineNotFound } from '../mapping/user-errors.ts';

export const createCallsApiKey: NonNullable<MutationResolvers['createCallsApiKey']> = async (
  _mutation,
  { input },
  context,
) => {
  const name = readText('input.name', input.name, 100);
  const lineIds = (input.lineIds ?? null) as LineId[] | null;
  const wish = {
    ...(input.scopes != null && { scopes: input.scopes }),
    ...(input.expiresAt != null && { expiresAt: input.expiresAt }),
  };
  const answer = await context.keys.create(context.viewer(), name, lineIds, wish);
  if (answer === 'line-not-found') return lineNotFound();
  return { __typename: 'CallsApiKeyCreated', id: answer.id, key: answer.key };
};
