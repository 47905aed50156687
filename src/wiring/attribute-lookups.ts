import type { Viewer } from '../access/viewer.ts';
import type { TenantId } from '../call/ids.ts';
import { onBehalfOf } from '../providers/outgoing/on-behalf-of.ts';
import type { Provider, ProviderName } from '../providers/provider.ts';

type Method = (...parameters: unknown[]) => unknown;
type Providers = ReadonlyMap<ProviderName, Provider>;

/** Look-ups of host names are limited for each tenant. Those of a line's requests count for the tenant of the line. */
export function attributeLookupsToLines(providers: Providers): Providers {
  return new Map([...providers].map(([name, provider]) => [name, providerForTenants(provider)]));
}

function providerForTenants(provider: Provider): Provider {
  return {
    ...provider,
    open(account, tenantId) {
      const line = provider.open(account, tenantId);
      // Without a tenant, the account is opened only to see what it supports, and no request is sent.
      return tenantId === undefined ? line : wrapped(line, () => tenantId);
    },
  };
}

/**
 * The look-ups of these use cases count for the viewer's tenant. Each method must get the viewer as its first parameter. Use cases that
 * look up no names do not need this.
 */
export function attributeLookupsToViewers<UseCases extends object>(useCases: UseCases): UseCases {
  return wrapped(useCases, ([viewer]) => (viewer as Viewer).tenantId);
}

/** A copy of `whole` whose methods run on behalf of the tenant that `tenantOf` finds in their parameters. */
function wrapped<Whole extends object>(
  whole: Whole,
  tenantOf: (parameters: readonly unknown[]) => TenantId,
): Whole {
  const members = Object.entries(whole).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member] as const;
    const run: Method = (...parameters) => {
      const tenantId = tenantOf(parameters);
      const result = onBehalfOf.run(tenantId, () => (member as Method).apply(whole, parameters));
      return isIterable(result) ? iteratedFor(tenantId, result) : result;
    };
    return [name, run] as const;
  });
  return Object.fromEntries(members) as Whole;
}

function isIterable(result: unknown): result is AsyncIterable<unknown> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
}

/** A generator such as `listen` runs only while an item is asked for, and then on behalf of the code that asks. */
function iteratedFor<Item>(tenantId: TenantId, items: AsyncIterable<Item>): AsyncIterable<Item> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = onBehalfOf.run(tenantId, () => items[Symbol.asyncIterator]());
      const end = iterator.return?.bind(iterator);
      return {
        next: () => onBehalfOf.run(tenantId, () => iterator.next()),
        ...(end && { return: () => onBehalfOf.run(tenantId, () => end()) }),
      };
    },
  };
}
