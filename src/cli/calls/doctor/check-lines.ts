import { createSeal } from '../../../access/seal.ts';
import type { LineId, TenantId } from '../../../call/ids.ts';
import type { Problem } from '../../../call/problem.ts';
import type { Config } from '../../../config.ts';
import { createAddressGuard } from '../../../providers/outgoing/address-guard.ts';
import { createProviderHttp } from '../../../providers/outgoing/provider-http.ts';
import type {
  CredentialsVerdict,
  LineAccount,
  Provider,
  ProviderName,
} from '../../../providers/provider.ts';
import { sealContextOf } from '../../../use-cases/lines/line-cache.ts';
import { openProviders } from '../../../wiring/open-providers.ts';
import { type Finding, fine, warning, wrong } from './finding.ts';

/** A row of the table `lines`. Its `account` is the sealed credentials. */
type Row = Readonly<Record<string, unknown>>;
type Providers = ReadonlyMap<ProviderName, Provider>;

const deadlineMs = 5000;

/** Checks whether the credentials of each line can be decrypted, and asks its provider whether they are right. */
export async function* checkLines(rows: readonly Row[], config: Config): AsyncGenerator<Finding> {
  const guard = createAddressGuard({ allowedHosts: config.allowedHosts });
  const http = createProviderHttp({ guard, timeoutMs: deadlineMs });
  const providers = openProviders({ http, polls: http, now: () => new Date() });
  try {
    // One after the other, so that no provider gets many requests at once.
    for (const row of rows) yield await checkLine(row, config.sealKeys, providers);
  } finally {
    await http.close();
  }
}

async function checkLine(
  row: Row,
  sealKeys: readonly string[],
  providers: Providers,
): Promise<Finding> {
  const check = `line ${String(row.name)}`;
  const account = open(row, sealKeys);
  if ('problem' in account) {
    const todo =
      'Add the key that it was sealed with to SEAL_KEYS, or give the credentials again with updatePhoneLine.';
    return wrong(check, account.problem, todo);
  }
  const name = row.provider as ProviderName;
  const provider = providers.get(name);
  if (!provider)
    return wrong(check, `This release has no provider ${name}.`, 'Run a newer release.');
  const line = provider.open(account.opened, row.tenant_id as TenantId);
  const verdict = await line.checkCredentials?.(AbortSignal.timeout(deadlineMs));
  return findingOf(check, verdict);
}

/** `verdict` is undefined if the provider offers no way to test credentials. */
export function findingOf(check: string, verdict: CredentialsVerdict | undefined): Finding {
  switch (verdict?.is) {
    case undefined: {
      const says =
        'Its credentials can be decrypted. This provider offers no way to test them: only the first call that is rejected shows whether they are right.';
      return fine(check, says);
    }
    case 'proven': {
      if (!verdict.problem) return fine(check, 'The provider accepts its credentials.');
      // The credentials are right but the line does not work, such as when its phone is not linked.
      const todo = 'Correct it at the provider, or give what has changed with updatePhoneLine.';
      return warning(check, verdict.problem.message, todo);
    }
    case 'refused': {
      const todo = 'Give the credentials that are valid now with updatePhoneLine.';
      return wrong(check, verdict.problem.message, todo);
    }
    case 'not-told':
      return notTold(check, verdict.problem);
  }
}

function notTold(check: string, { kind, message, httpStatus = 0 }: Problem): Finding {
  if (kind === 'RATE_LIMITED') return warning(check, message, 'Run this again in a minute.');
  if (httpStatus >= 500) {
    return warning(check, message, 'See whether the provider has an outage, and run this again.');
  }
  if (httpStatus > 0) {
    return wrong(check, message, 'Give the right baseUrl with updatePhoneLine.');
  }
  const todo = 'Check its baseUrl, the DNS, and whether this machine may reach the provider.';
  return wrong(check, message, todo);
}

type Opened = { readonly opened: LineAccount } | { readonly problem: string };

function open(row: Row, sealKeys: readonly string[]): Opened {
  try {
    const line = { tenantId: row.tenant_id as TenantId, id: row.id as LineId };
    return {
      opened: JSON.parse(createSeal(sealKeys).open(String(row.account), sealContextOf(line))),
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
