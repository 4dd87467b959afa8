import { isIP } from 'node:net'
import type { RedisOptions } from 'ioredis'
import { ConfigError } from '../../errors.ts'

const SENTINEL_PORT = 26_379
/** As the Redis clients for Java write it: several Sentinels, and the name under which they know the primary. */
const SENTINEL_ADDRESS =
  /^(?<scheme>rediss?)-sentinel:\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<database>\d*))?(?:\?(?<query>[^#]*))?#(?<name>[^#\s]+)$/u
const SENTINEL_HOST = /^(?<host>\[[\da-f:]+\]|[^:[\]]+)(?::(?<port>\d{1,5}))?$/iu

/** What of ioredis' options tells where a server is, and how to get in. */
type RedisPlace = Omit<RedisOptions, 'replyMapping'>

/**
 * Where a Redis is, of `redis://` and `rediss://` (TLS) with one host, or `redis-sentinel://` and `rediss-sentinel://`
 * with Sentinels: redis-sentinel://:password@host:26379,host:26379/0?sentinelPassword=…#name. Throws ConfigError.
 */
export function parseRedisAddress(url: string): { readonly url?: string; readonly options: RedisPlace } {
  const sentinels = SENTINEL_ADDRESS.exec(url)?.groups
  if (sentinels) return { options: parseSentinels(sentinels) }
  const parsed = URL.parse(url)
  if (parsed?.protocol === 'redis:') return { url, options: {} }
  if (parsed?.protocol === 'rediss:') return { url, options: { tls: serverName(parsed.hostname) } }
  throw invalidAddress()
}

/** The hosts of an address, without passwords, to be shown. */
export function redisHosts(url: string): string {
  return SENTINEL_ADDRESS.exec(url)?.groups?.['hosts'] ?? new URL(url).host
}

/** A server behind a shared address finds out by the name who is meant. */
function serverName(host: string): { servername?: string } {
  return isIP(host.replaceAll(/[[\]]/gu, '')) === 0 ? { servername: host } : {}
}

function parseSentinels(parts: Readonly<Record<string, string | undefined>>): RedisPlace {
  const { scheme, login = '', hosts = '', database = '', query = '', name = '' } = parts
  const [username = '', password] = login.includes(':') ? splitAt(login, ':') : ['', login]
  const asked = new URLSearchParams(query)
  const tls = scheme === 'rediss' ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}
  return {
    sentinels: hosts.split(',').map(parseSentinel),
    name: decode(name),
    ...(username === '' ? {} : { username: decode(username) }),
    ...(password === undefined || password === '' ? {} : { password: decode(password) }),
    ...optional('sentinelUsername', asked.get('sentinelUsername')),
    ...optional('sentinelPassword', asked.get('sentinelPassword')),
    ...(database === '' ? {} : { db: Number(database) }),
    ...tls,
  }
}

function optional<Name extends string>(name: Name, value: string | null): { readonly [key in Name]?: string } {
  return (value === null ? {} : { [name]: value }) as { readonly [key in Name]?: string }
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return [text.slice(0, at), text.slice(at + 1)]
}

function parseSentinel(text: string): { host: string; port: number } {
  const found = SENTINEL_HOST.exec(text)?.groups
  if (!found?.['host']) throw invalidAddress()
  return { host: found['host'].replaceAll(/[[\]]/gu, ''), port: Number(found['port'] ?? SENTINEL_PORT) }
}

function decode(text: string): string {
  if (/%(?![\da-f]{2})/iu.test(text)) throw invalidAddress()
  return decodeURIComponent(text)
}

/** The address is not quoted: it may hold the password. */
function invalidAddress(): ConfigError {
  return new ConfigError(
    'REDIS_URL is no Redis address: it looks like redis://:password@host:6379, rediss://… for TLS, or ' +
      'redis-sentinel://:password@host:26379,host:26379#name for Sentinels.',
  )
}
