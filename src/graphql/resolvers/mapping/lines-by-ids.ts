import type { LineId } from '../../../call/ids.ts';
import type { Line } from '../../../use-cases/lines.ts';
import type { GraphqlContext } from '../../execution/context.ts';

/** The lines with these ids. Those that the viewer may not see are left out. */
export async function linesByIds(
  { batches }: GraphqlContext,
  ids: readonly LineId[],
): Promise<Line[]> {
  const found = await Promise.all(ids.map((id) => batches.line(id)));
  return found.filter((line) => line !== null);
}
