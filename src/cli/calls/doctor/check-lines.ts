import { createSeal } from '../../../access/seal.ts';
import type { LineId, TenantId } from '../../../call/ids.ts';
import type { Config } from '../../../config.ts';
import { createAddressGuard } from '../../../providers/outgoing/address-guard.ts';
import {
  createProviderHttp,
  type ProviderHttp,
} from '../../../providers/outgoing/provider-http.ts';
import type { LineAccount, ProviderName } from '../../../providers/provider.ts';
import { sealContextOf } from '../../../use-cases/lines/line-cache.ts';
import { openProviders } from '../../../wiring/open-providers.ts';
import { type Finding, fine, warning, wrong } from './finding.ts';

type Row = Readonly<Record<string, unknown>>;

/** Checks whether the credentials of each line can be decrypted, and whether its provider accepts them or at least answers. */
export async function checkLines(rows: readonly Row[], config: Config): Promise<Finding[]> {
  const guard = createAddressGuard({ allowedHosts: config.allowedHosts });
  const http = createProviderHttp({ guard, timeoutMs: 5000 });
  try {
    const findings: Finding[] = [];
    // One after the other, so that no provider gets many requests at once.
    for (const row of rows) findings.push(await checkLine(row, config, http));
    return findings;
  } finally {
    await http.close();
  }
}

async function checkLine(row: Row, { sealKeys }: Config, http: ProviderHttp): Promise<Finding> {
  const check = `line ${String(row.name)}`;
  const account = open(row, sealKeys);
  if ('problem' in account) {
    const todo =
      'Add the key that it was sealed with to SEAL_KEYS, or give the credentials again with updatePhoneLine.';
    return wrong(check, account.problem, todo);
  }
  const name = row.provider as ProviderName;
  const parts = { http, polls: http, now: () => new Date() };
  const provider = openProviders(parts).get(name);
  if (!provider)
    return wrong(check, `This release has no provider ${name}.`, 'Run a newer release.');
  const line = provider.open(account.opened, row.tenant_id as TenantId);
  const verdict = await line.checkCredentials?.(AbortSignal.timeout(5000));
  switch (verdict) {
    case 'taken':
      return fine(check, 'The provider takes its credentials.');
    case 'refused': {
      const todo = 'Give the credentials of today again with updatePhoneLine.';
      return wrong(check, 'The provider refuses its credentials.', todo);
    }
    default:
      return reach(check, String(row.base_url), http);
  }
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

async function reach(check: string, url: string, http: ProviderHttp): Promise<Finding> {
  const answer = await http.request({ method: 'GET', url });
  if (answer.is !== 'answered') {
    const todo = 'Check its base URL, the DNS, and whether this machine may reach the provider.';
    return wrong(check, `${url} cannot be reached: ${answer.because}.`, todo);
  }
  if (answer.status >= 500) {
    return warning(
      check,
      `${url} answers ${answer.status}.`,
      'See whether the provider has an outage.',
    );
  }
  const says =
    'Its credentials can be decrypted and the provider answers; whether it takes them shows the first rejection.';
  return fine(check, says);
}
