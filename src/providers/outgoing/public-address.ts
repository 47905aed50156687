import ipaddr from 'ipaddr.js';

const globalUnicast = ipaddr.parseCIDR('2000::/3');
const nat64 = ipaddr.parseCIDR('64:ff9b::/96');
/** Azure's services inside each virtual network, at an address of the public range. */
const azureInside = '168.63.129.16';

/**
 * Whether an IP address is one of the public Internet: not private, loopback, link-local, shared by a carrier,
 * multicast, reserved, a tunnel's, nor an IPv6 form of such an IPv4 address.
 */
export function isPublicAddress(text: string): boolean {
  return ipaddr.isValid(text) && isPublic(ipaddr.parse(text));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (!isIPv6(address)) return address.range() === 'unicast' && address.toString() !== azureInside;
  if (address.isIPv4MappedAddress()) return isPublic(address.toIPv4Address());
  // Leads through a gateway to the IPv4 address that its last four bytes are.
  if (address.match(nat64)) return isPublic(ipaddr.fromByteArray(address.toByteArray().slice(12)));
  return address.match(globalUnicast) && address.range() === 'unicast' && !isIsatap(address);
}

/** Under any prefix, a tunnel within a site to the IPv4 address that its last four bytes are (RFC 5214). */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200);
}

function isIPv6(address: ipaddr.IPv4 | ipaddr.IPv6): address is ipaddr.IPv6 {
  return address.kind() === 'ipv6';
}
