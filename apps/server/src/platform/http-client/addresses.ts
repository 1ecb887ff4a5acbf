import ipaddr from 'ipaddr.js';

/** Ranges (of ipaddr.js, after the IANA special-purpose registries) that are the public internet. Everything else is refused unless the operator lists it. */
const PUBLIC = new Set(['unicast']);
/** 64:ff9b::/96 and 64:ff9b:1::/48 (RFC 6052, RFC 8215): an IPv4 address inside an IPv6 one. */
const NAT64: [ipaddr.IPv6, number][] = [
  [ipaddr.IPv6.parse('64:ff9b::'), 96],
  [ipaddr.IPv6.parse('64:ff9b:1::'), 48],
];

/**
 * True where an outgoing request may reach the address: it is public, or inside one of the operator's CIDRs. IPv4-mapped and NAT64 addresses are judged
 * as the IPv4 address that they carry.
 */
export function isReachable(address: string, allow: string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = unwrap(ipaddr.parse(address));
  if (isListed(parsed, allow)) return true;
  return PUBLIC.has(parsed.range());
}

/** True where the operator listed the address: plain http is then allowed too. */
export function isAllowed(address: string, allow: string[]): boolean {
  return ipaddr.isValid(address) && isListed(unwrap(ipaddr.parse(address)), allow);
}

function isListed(address: ipaddr.IPv4 | ipaddr.IPv6, allow: string[]): boolean {
  return allow.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}

function unwrap(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (NAT64.some((network) => address.match(network))) return ipaddr.fromByteArray(address.toByteArray().slice(12));
  return address;
}
