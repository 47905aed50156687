import { type AddressGuard, createAddressGuard } from './address-guard.ts';
import { readAllowedHosts } from './allowed-hosts.ts';

/** Lets requests go only to the hosts that the operator lists, whatever their addresses are. */
export function createListedHostsGuard(
  hosts: readonly string[],
): Pick<AddressGuard, 'problemWith' | 'lookup'> {
  // This guard alone would also allow every host on the public Internet.
  const guard = createAddressGuard({ allowedHosts: hosts });
  const listed = readAllowedHosts(hosts);

  function problemWith(text: string): string | null {
    const url = URL.parse(text);
    // The guard says what is wrong with a URL that is not HTTP.
    if (url && /^https?:$/.test(url.protocol) && listed.allowanceOf(url) === 'no') {
      return 'the operator does not list this host';
    }
    return guard.problemWith(text);
  }

  return { problemWith, lookup: guard.lookup };
}
