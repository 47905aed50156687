import type { CallsViewerResolvers } from '../../../types.generated.ts';

export const CallsViewer: CallsViewerResolvers = {
  scope: ({ lines }) => (lines === 'ALL' ? 'TENANT' : 'LINES'),
  scopes: ({ scopes }) => [...scopes],
  lines: async ({ lines }, _args, context) => {
    if (lines === 'ALL') return [];
    const found = await Promise.all(lines.map((id) => context.batches.line(id)));
    return found.filter((line) => line !== null);
  },
};
