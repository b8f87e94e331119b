import { BlockList, isIP } from 'node:net'

/** Addresses of IPv4 that lead to no public server (IANA IPv4 Special-Purpose Address Registry, and multicast). */
const NOT_PUBLIC_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/**
 * Of IPv6 only 2000::/3 is public, and in it not what is special, documentation, or carries an address of IPv4 that we would not
 * see: Teredo and its neighbours, 6to4. Mapped addresses, NAT64, unique local, link-local and multicast stand outside 2000::/3.
 */
const NOT_PUBLIC_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const v4 = new BlockList()
for (const [network, prefix] of NOT_PUBLIC_V4) v4.addSubnet(network, prefix, 'ipv4')
const v6 = new BlockList()
for (const [network, prefix] of NOT_PUBLIC_V6) v6.addSubnet(network, prefix, 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is one that strangers may be asked at: never this machine, never a network behind a door. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !v4.check(address, 'ipv4')
    case 6:
      return global6.check(address, 'ipv6') && !v6.check(address, 'ipv6')
    default:
      return false
  }
}
