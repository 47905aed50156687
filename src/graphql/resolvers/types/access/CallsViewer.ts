import type { CallsViewerResolvers } from '../../../types.generated.ts';
import { linesByIds } from '../../mapping/lines-by-ids.ts';

export const CallsViewer: CallsViewerResolvers = {
  scope: ({ lines }) => (lines === 'ALL' ? 'TENANT' : 'LINES'),
  scopes: ({ scopes }) => [...scopes],
  lines: ({ lines }, _args, context) => (lines === 'ALL' ? [] : linesByIds(context, lines)),
};
