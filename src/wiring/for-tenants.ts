import type { Viewer } from '../access/viewer.ts';
import type { TenantId } from '../call/ids.ts';
import { onBehalfOf } from '../providers/outgoing/on-behalf-of.ts';
import type { ProviderLine } from '../providers/provider.ts';

type Method = (...parameters: unknown[]) => unknown;

/** Whatever a line requests is on behalf of its tenant. */
export function lineForTenant(line: ProviderLine, tenantId: TenantId | undefined): ProviderLine {
  return tenantId === undefined ? line : wrapped(line, () => tenantId);
}

/** Use cases whose methods get the viewer first: what they request is on behalf of the viewer's tenant. */
export function useCasesForTenants<UseCases extends object>(useCases: UseCases): UseCases {
  return wrapped(useCases, ([viewer]) => (viewer as Viewer).tenantId);
}

function wrapped<Whole extends object>(
  whole: Whole,
  tenantOf: (parameters: readonly unknown[]) => TenantId,
): Whole {
  const members = Object.entries(whole).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member] as const;
    const run: Method = (...parameters) =>
      onBehalfOf.run(tenantOf(parameters), () => (member as Method).apply(whole, parameters));
    return [name, run] as const;
  });
  return Object.fromEntries(members) as Whole;
}
