import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [ipaddr.IPv6, number];

/** Of IPv6 only this block is handed out as public addresses (RFC 4291 2.4, IANA); the rest, such as IPv4-compatible ::127.0.0.1, is refused. */
const GLOBAL_IPV6: Network = [ipaddr.IPv6.parse('2000::'), 3];
/** 64:ff9b::/96 (RFC 6052): a public IPv4 address behind a translator. The local-use 64:ff9b:1::/48 (RFC 8215) is refused: what is behind it is not public. */
const NAT64: Network = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/**
 * True where an outgoing request may reach the address: it is public (by the IANA special-purpose registries, as ipaddr.js knows them), or inside one of the
 * operator's CIDRs. IPv4-mapped and NAT64 addresses are judged as the IPv4 address that they carry.
 */
export function isReachable(address: string, allow: string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = unwrap(ipaddr.parse(address));
  return isListed(parsed, allow) || isPublic(parsed);
}

/** True where the operator listed the address: plain http is then allowed too. */
export function isAllowed(address: string, allow: string[]): boolean {
  return ipaddr.isValid(address) && isListed(unwrap(ipaddr.parse(address)), allow);
}

function isPublic(address: Address): boolean {
  return address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(GLOBAL_IPV6));
}

function isListed(address: Address, allow: string[]): boolean {
  return allow.some((cidr) => {
    const [network, bits] = ipaddr.parseCIDR(cidr);
    return network.kind() === address.kind() && address.match(network, bits);
  });
}

function unwrap(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(NAT64) ? ipaddr.fromByteArray(address.toByteArray().slice(12)) : address;
}
