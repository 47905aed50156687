import ipaddr from 'ipaddr.js';

/** The part of IPv6 that is assigned for the public Internet. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');
/** Addresses that a gateway from IPv6 to IPv4 (NAT64, RFC 6052) translates. */
const nat64 = ipaddr.parseCIDR('64:ff9b::/96');
/** The address of Azure's internal services in each virtual network, although it is in the public range. */
const azureInternal = '168.63.129.16';

/**
 * Whether an IP address is on the public Internet. Private, loopback, link-local, carrier-shared, multicast, reserved and tunnel
 * addresses are not, and neither are IPv6 forms of such IPv4 addresses.
 */
export function isPublicAddress(text: string): boolean {
  return ipaddr.isValid(text) && isPublic(ipaddr.parse(text));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!isIPv6(address))
    return address.range() === 'unicast' && address.toString() !== azureInternal;
  if (address.isIPv4MappedAddress()) return isPublic(address.toIPv4Address());
  // A NAT64 gateway leads such an address to the IPv4 address in its last four bytes.
  if (address.match(nat64)) return isPublic(ipaddr.fromByteArray(address.toByteArray().slice(12)));
  return address.match(globalUnicast) && address.range() === 'unicast' && !isIsatap(address);
}

/** An ISATAP address (RFC 5214) leads through a tunnel to the IPv4 address in its last four bytes. It may have any prefix. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200);
}

function isIPv6(address: ipaddr.IPv4 | ipaddr.IPv6): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}
