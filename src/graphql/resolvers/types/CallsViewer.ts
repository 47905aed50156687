import type { ViewerResolvers } from '../../types.generated.ts';

export const Viewer: ViewerResolvers = {
  scope: ({ lines }) => (lines === 'ALL' ? 'TENANT' : 'LINES'),
  lineIds: ({ lines }) => (lines === 'ALL' ? [] : [...lines]),
};
