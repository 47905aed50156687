import type { ApiKeyId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';

export const revokeApiKey: NonNullable<MutationResolvers['revokeApiKey']> = async (
  _mutation,
  { id },
  context,
) => {
  const answer = await context.keys.revoke(context.viewer(), id as ApiKeyId);
  switch (answer) {
    case 'revoked':
      return { __typename: 'ApiKeyRevoked', id };
    case 'not-found':
      return {
        __typename: 'ApiKeyNotFound',
        message: 'There is no such key that you may see.',
        code: 'API_KEY_NOT_FOUND',
      };
  }
};
