import { BlockList, isIP } from 'node:net'

/** RFC 1122 and 4291, and the addresses that stand for "here". */
const ownAddresses = new BlockList()
ownAddresses.addSubnet('127.0.0.0', 8, 'ipv4')
ownAddresses.addAddress('0.0.0.0', 'ipv4')
ownAddresses.addAddress('::1', 'ipv6')
ownAddresses.addAddress('::', 'ipv6')

/** RFC 1918, 6598 (also Tailscale's), 3927, 4193 and 4291. */
const privateAddresses = new BlockList()
privateAddresses.addSubnet('10.0.0.0', 8, 'ipv4')
privateAddresses.addSubnet('172.16.0.0', 12, 'ipv4')
privateAddresses.addSubnet('192.168.0.0', 16, 'ipv4')
privateAddresses.addSubnet('100.64.0.0', 10, 'ipv4')
privateAddresses.addSubnet('169.254.0.0', 16, 'ipv4')
privateAddresses.addSubnet('fc00::', 7, 'ipv6')
privateAddresses.addSubnet('fe80::', 10, 'ipv6')

/**
 * Names that no public resolver knows: of one's own network (RFC 6762, RFC 8375, ICANN's .internal and what it gives to
 * nobody, Tailscale's), or without a dot, as in Docker.
 */
const PRIVATE_NAME = /^[^.:]+$|\.(?:local|lan|internal|home\.arpa|localdomain|intranet|home|corp|ts\.net)$/u

/** Whether this is the machine itself. `hostname`: as `URL` gives it. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(?:.+\.)?localhost\.?$/u.test(hostname) || isListed(ownAddresses, hostname)
}

/** Whether a host is one's own: this machine, or one of a private network, by its name or address alone. */
export function isPrivateHost(hostname: string): boolean {
  if (isLoopbackHost(hostname) || isListed(privateAddresses, hostname)) return true
  return isIP(addressOf(hostname)) === 0 && PRIVATE_NAME.test(hostname.replace(/\.$/u, ''))
}

function isListed(addresses: BlockList, hostname: string): boolean {
  const address = addressOf(hostname)
  const family = isIP(address)
  return family !== 0 && addresses.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

const addressOf = (hostname: string) => hostname.replace(/^\[|\]$/gu, '')
