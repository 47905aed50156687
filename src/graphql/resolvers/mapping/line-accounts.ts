import type { AccountInput, ProviderName } from '../../../providers/provider.ts';
import type { LineInput } from '../../../use-cases/lines.ts';
import type { RegisterPhoneLineInput, UpdatePhoneLineInput } from '../../types.generated.ts';

/** The input's field for the account of each provider. */
const fields = {
  PILOT_STATUS: 'pilotStatus',
  WAWP: 'wawp',
  WUTS: 'wuts',
  GENESYS: 'genesys',
  WAHA: 'waha',
  TELNYX: 'telnyx',
} as const satisfies Record<
  ProviderName,
  keyof RegisterPhoneLineInput & keyof UpdatePhoneLineInput
>;

type Accounts = Pick<RegisterPhoneLineInput, (typeof fields)[ProviderName]>;

/** The accounts that are given to `registerPhoneLine` or `updatePhoneLine`, by provider. */
export function readAccounts(input: Accounts): LineInput['accounts'] {
  const accounts: Partial<Record<ProviderName, AccountInput>> = {};
  for (const [provider, field] of Object.entries(fields)) {
    const account = input[field];
    if (account) accounts[provider as ProviderName] = withoutNulls(account);
  }
  return accounts;
}

/** A null counts as left out. */
function withoutNulls(account: object): AccountInput {
  return Object.fromEntries(Object.entries(account).filter(([, value]) => value != null));
}
