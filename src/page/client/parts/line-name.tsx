import type { CallLine } from '../service/calls.ts';
import { lineName, providerName } from './words.ts';

/** A line's name and its provider. A key without the scope `lines:read` does not see the provider. */
export function LineName({ line }: { line: CallLine }) {
  return (
    <>
      {lineName(line)}
      {line.provider !== undefined && <span class="provider">{providerName(line.provider)}</span>}
    </>
  );
}
