import type { LineId } from '../../../call/ids.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { readIdempotencyKey, readText } from '../mapping/read-text.ts';
import { idempotencyConflict, lineNotFound, secretLost } from '../mapping/user-errors.ts';

export const createCallsApiKey: NonNullable<MutationResolvers['createCallsApiKey']> = async (
  _mutation,
  { input, idempotencyKey },
  context,
) => {
  const name = readText('input.name', input.name, 100);
  // With null the key is for all lines of the tenant.
  const lineIds = (input.lineIds ?? null) as LineId[] | null;
  // A null counts as left out, so the key gets its default.
  const options = {
    ...(input.scopes != null && { scopes: input.scopes }),
    ...(input.expiresAt != null && { expiresAt: input.expiresAt }),
    idempotencyKey: readIdempotencyKey(idempotencyKey),
  };
  const answer = await context.keys.create(context.viewer(), name, lineIds, options);
  switch (answer.is) {
    case 'made': {
      // `replayed`: an earlier request with the same idempotency key made it.
      const { id, key, replayed } = answer;
      return { __typename: 'CallsApiKeyCreated', id, key, replayed };
    }
    case 'line-not-found':
      return lineNotFound();
    case 'idempotency-conflict':
      return idempotencyConflict();
    // An earlier request with the same idempotency key made `answer.made`, whose secret cannot be shown again.
    case 'secret-lost':
      return secretLost(answer.made, `Revoke ${answer.made}, and create a key anew.`);
  }
};
