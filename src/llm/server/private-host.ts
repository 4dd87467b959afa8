import { BlockList, isIP } from 'node:net'

/** RFC 1918, 6598 (also Tailscale's), 3927, 4193 and 4291. */
const privateAddresses = new BlockList()
privateAddresses.addSubnet('10.0.0.0', 8, 'ipv4')
privateAddresses.addSubnet('172.16.0.0', 12, 'ipv4')
privateAddresses.addSubnet('192.168.0.0', 16, 'ipv4')
privateAddresses.addSubnet('100.64.0.0', 10, 'ipv4')
privateAddresses.addSubnet('169.254.0.0', 16, 'ipv4')
privateAddresses.addSubnet('fc00::', 7, 'ipv6')
privateAddresses.addSubnet('fe80::', 10, 'ipv6')

/** Names that no public resolver knows: of one's own network (RFC 6762, RFC 8375, ICANN's .internal), or without a dot, as in Docker. */
const PRIVATE_NAME = /^[^.:]+$|\.(?:local|lan|internal|home\.arpa)$/u

/** Whether this is the machine itself. `hostname`: as `URL` gives it. */
export function isLoopbackHost(hostname: string): boolean {
  return /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/u.test(hostname)
}

/** Whether a host is one's own: this machine, or one of a private network, by its name or address alone. */
export function isPrivateHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/gu, '')
  const family = isIP(address)
  if (isLoopbackHost(hostname) || address === '0.0.0.0' || address === '::') return true
  if (family === 0) return PRIVATE_NAME.test(hostname.replace(/\.$/u, ''))
  return privateAddresses.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
