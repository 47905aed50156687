import type { Seal } from '../../access/seal.ts';
import type { LineId, TenantId } from '../../call/ids.ts';
import type { StoredLine } from '../../db/lines/lines.ts';
import type { LineAccount, Provider, ProviderName } from '../../providers/provider.ts';
import type { FieldProblem, LineInput } from '../lines.ts';
import { sealContextOf } from './line-cache.ts';

export interface AccountDependencies {
  readonly seal: Seal;
  readonly providers: ReadonlyMap<ProviderName, Provider>;
  /** Resolves to the problem of a URL, or to null if requests may be sent to it. */
  readonly guard: { resolvesSafely(url: string): Promise<string | null> };
}

interface GivenAccount {
  readonly provider: Provider;
  readonly account: LineAccount;
}

export function givenAccounts(
  deps: AccountDependencies,
  input: LineInput,
): { accounts: GivenAccount[]; problems: FieldProblem[] } {
  const accounts: GivenAccount[] = [];
  const problems: FieldProblem[] = [];
  for (const [name, fields] of Object.entries(input.accounts)) {
    const provider = deps.providers.get(name as ProviderName);
    if (provider === undefined || fields === undefined) continue;
    const account = provider.readAccount(fields);
    if (!Array.isArray(account)) accounts.push({ provider, account });
    else {
      for (const { field, message } of account) {
        problems.push({ field: `${fieldOf(provider.name)}.${field}`, message });
      }
    }
  }
  return { accounts, problems };
}

/** Clients choose the URLs to which this service sends a line's requests, so each must resolve to a public address. */
export async function unsafeUrls(
  deps: AccountDependencies,
  { accounts }: { accounts: readonly GivenAccount[] },
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const { provider, account } of accounts) {
    for (const [field, url] of Object.entries(account)) {
      if (typeof url !== 'string' || !/^(.+B|b)aseUrl$/.test(field)) continue;
      const message = await deps.guard.resolvesSafely(url);
      if (message) problems.push({ field: `${fieldOf(provider.name)}.${field}`, message });
    }
  }
  return problems;
}

/** The input's field for a provider: `pilotStatus` for `PILOT_STATUS`. */
function fieldOf(name: ProviderName): string {
  return name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

export function needsOneAccount(deps: AccountDependencies): FieldProblem {
  const fields = [...deps.providers.keys()].map((name) => `\`${fieldOf(name)}\``).join(', ');
  return { field: 'input', message: `Give the account of exactly one provider: ${fields}.` };
}

export function accountsOfOtherProviders(
  line: StoredLine,
  accounts: readonly GivenAccount[],
): FieldProblem[] {
  return accounts
    .filter(({ provider }) => provider.name !== line.provider)
    .map(({ provider }) => ({
      field: fieldOf(provider.name),
      message: `The line is at ${line.provider}; give \`${fieldOf(line.provider)}\`, or register another line.`,
    }));
}

export function needsHook({ provider, account }: GivenAccount): boolean {
  return provider.open(account).webhook !== undefined;
}

export function sealAccount(
  deps: AccountDependencies,
  line: { tenantId: TenantId; id: LineId },
  { account, provider }: GivenAccount,
): Pick<StoredLine, 'account' | 'baseUrl' | 'hookProof'> {
  const sealed = deps.seal.seal(JSON.stringify(account), sealContextOf(line));
  const hookProof = provider.open(account).webhookProof;
  return { account: sealed, baseUrl: account.baseUrl, hookProof };
}
