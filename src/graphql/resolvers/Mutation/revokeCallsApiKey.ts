import type { ApiKeyId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';

export const revokeCallsApiKey: NonNullable<MutationResolvers['revokeCallsApiKey']> = async (
  _mutation,
  { id },
  context,
) => {
  const answer = await context.keys.revoke(context.viewer(), id as ApiKeyId);
  switch (answer) {
    case 'revoked':
      return { __typename: 'CallsApiKeyRevoked', id };
    case 'not-found':
      return {
        __typename: 'CallsApiKeyNotFound',
        message: 'There is no such key that you may see.',
        code: 'API_KEY_NOT_FOUND',
      };
  }
};
