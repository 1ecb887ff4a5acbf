import ipaddr from 'ipaddr.js';

/** What an address is counted by: whoever has it usually has all of `network`, and may have all of `site`. */
export interface Networks {
  network: string;
  site: string | null;
}

/** One line has at least a /64 of IPv6 addresses, often a /48 (RFC 6177): it would never run out of new ones. */
const NETWORK_BITS = 64;
const SITE_BITS = 48;
/** IPv4 addresses behind a translator (RFC 6052): they are not one network. */
const NAT64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];
/** Some proxies forward the port too: `203.0.113.1:5678`, `[2001:db8::1]:5678`. */
const WITH_PORT = /^(?:(\d+(?:\.\d+){3})|\[([^\]]+)\]):\d+$/;

/** IPv4 counts by the address, IPv6 by /64 and /48, and IPv4 inside IPv6 as IPv4. What is no address counts as one network. */
export function networksOf(address: string): Networks {
  const [, ipv4, ipv6] = WITH_PORT.exec(address) ?? [];
  const bare = ipv4 ?? ipv6 ?? address;
  if (!ipaddr.isValid(bare)) return { network: 'no address', site: null };
  const parsed = ipaddr.process(bare);
  if (!(parsed instanceof ipaddr.IPv6)) return { network: parsed.toString(), site: null };
  const bytes = Buffer.from(parsed.toByteArray());
  if (parsed.match(NAT64)) return { network: [...bytes.subarray(12)].join('.'), site: null };
  const prefix = (bits: number) => `${bytes.toString('hex', 0, bits / 8)}/${bits}`;
  return { network: prefix(NETWORK_BITS), site: prefix(SITE_BITS) };
}
