import type { CallsApiKeyResolvers } from '../../../types.generated.ts';

export const CallsApiKey: CallsApiKeyResolvers = {
  lineIds: ({ lines }) => (lines === 'ALL' ? [] : [...lines]),
  scope: ({ lines }) => (lines === 'ALL' ? 'TENANT' : 'LINES'),
  scopes: ({ scopes }) => [...scopes],
};
