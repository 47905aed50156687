import type { LineId } from '../../../call/ids.ts';
import type { Line } from '../../../use-cases/lines.ts';
import type { GraphqlContext } from '../../execution/context.ts';

/** The lines with these ids, without those that the viewer may not see. */
export async function linesByIds(
  { batches }: GraphqlContext,
  ids: readonly LineId[],
): Promise<Line[]> {
  const found = await Promise.all(ids.map((id) => batches.line(id)));
  return found.filter((line) => line !== null);
}
