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

/** An account that has the shape that its provider requires. */
interface GivenAccount {
  readonly provider: Provider;
  readonly account: LineAccount;
}

/** Reads the accounts in an input. An account with problems is in `problems` only. */
export function givenAccounts(
  deps: AccountDependencies,
  input: LineInput,
): { accounts: GivenAccount[]; problems: FieldProblem[] } {
  const accounts: GivenAccount[] = [];
  const problems: FieldProblem[] = [];
  for (const [name, fields] of Object.entries(input.accounts)) {
    const provider = deps.providers.get(name as ProviderName);
    // For TypeScript: an input names known providers, each with its fields.
    if (provider === undefined || fields === undefined) continue;
    const accountOrProblems = provider.readAccount(fields);
    if (!Array.isArray(accountOrProblems)) {
      accounts.push({ provider, account: accountOrProblems });
      continue;
    }
    for (const { field, message } of accountOrProblems) {
      problems.push({ field: `${fieldOf(provider.name)}.${field}`, message });
    }
  }
  return { accounts, problems };
}

/** Matches `baseUrl` and fields such as `contactsBaseUrl`. */
const isUrlField = /^(.+B|b)aseUrl$/;

/** Clients choose the URLs to which this service sends a line's requests, so each must resolve to a public address. */
export async function unsafeUrls(
  deps: AccountDependencies,
  { accounts }: { accounts: readonly GivenAccount[] },
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const { provider, account } of accounts) {
    for (const [field, url] of Object.entries(account)) {
      if (typeof url !== 'string' || !isUrlField.test(field)) continue;
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

/** Whether the line needs a webhook URL, because its provider sends webhooks. */
export function needsHook({ provider, account }: GivenAccount): boolean {
  return provider.open(account).webhook !== undefined;
}

/** The stored fields of an account: the encrypted account, and what must be known without decrypting it. */
export function sealAccount(
  deps: AccountDependencies,
  line: { tenantId: TenantId; id: LineId },
  { account, provider }: GivenAccount,
): Pick<StoredLine, 'account' | 'baseUrl' | 'hookProof'> {
  const sealed = deps.seal.seal(JSON.stringify(account), sealContextOf(line));
  // 'address' if only the URL of a webhook proves its origin: then webhooks are read even if the account cannot be decrypted.
  const hookProof = provider.open(account).webhookProof;
  return { account: sealed, baseUrl: account.baseUrl, hookProof };
}
