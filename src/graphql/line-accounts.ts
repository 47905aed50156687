import type { LineInput } from '../calls/lines.ts';
import type { AccountInput } from '../providers/provider.ts';
import type { InputMaybe, PilotStatusAccountInput } from './types.generated.ts';

/** The provider fields of `registerLine` and `updateLine`, by provider; those not given are absent. */
export function readAccounts(input: {
  pilotStatus?: InputMaybe<PilotStatusAccountInput>;
}): LineInput['accounts'] {
  if (!input.pilotStatus) return {};
  return { PILOT_STATUS: withoutNulls(input.pilotStatus) };
}

function withoutNulls(account: object): AccountInput {
  return Object.fromEntries(Object.entries(account).filter(([, value]) => value != null));
}
