import { isIP } from 'node:net'
import type { RedisOptions } from 'ioredis'
import { ConfigError } from '../../errors.ts'
import { type ClusterNode, clusterTag } from './cluster-connector.ts'

const SENTINEL_PORT = 26_379
/** As the Redis clients for Java write it: several Sentinels, and the name under which they know the primary. */
const SENTINEL_ADDRESS =
  /^(?<scheme>rediss?)-sentinel:\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<database>\d*))?(?:\?(?<query>[^#]*))?#(?<name>[^#\s]+)$/u
/** Some nodes of a Redis Cluster. */
const CLUSTER_ADDRESS = /^(?<scheme>rediss?)-cluster:\/\/(?:(?<login>[^@/]*)@)?(?<hosts>[^@/?#]+)\/?$/u
const REDIS_PORT = 6379
const NODE = /^(?<host>\[[\da-f:]+\]|[^:[\]]+)(?::(?<port>\d{1,5}))?$/iu

/** What of ioredis' options tells where a server is, and how to get in. */
type RedisPlace = Omit<RedisOptions, 'replyMapping'>

/** Of a Cluster, some of its nodes; of one host, its address. */
interface RedisAddress {
  readonly url?: string
  readonly options: RedisPlace
  readonly nodes?: readonly ClusterNode[]
}

/**
 * Where a Redis is, of `redis://` and `rediss://` (TLS) with one host, `redis-sentinel://` and `rediss-sentinel://`
 * with Sentinels: redis-sentinel://:password@host:26379,host:26379/0?sentinelPassword=…#name, or `redis-cluster://` and
 * `rediss-cluster://` with nodes of a Cluster: redis-cluster://:password@host:6379,host:6379. Throws ConfigError.
 */
export function parseRedisAddress(url: string): RedisAddress {
  const sentinels = SENTINEL_ADDRESS.exec(url)?.groups
  if (sentinels) return { options: parseSentinels(sentinels) }
  const cluster = CLUSTER_ADDRESS.exec(url)?.groups
  if (cluster) return parseCluster(cluster)
  const parsed = URL.parse(url)
  if (parsed?.protocol === 'redis:') return { url, options: {} }
  if (parsed?.protocol === 'rediss:') return { url, options: { tls: serverName(parsed.hostname) } }
  throw invalidAddress()
}

/** What parts addresses stands before a scheme: a password may have commas. */
const BETWEEN_ADDRESSES = /[\s,](?=rediss?(?:-sentinel|-cluster)?:\/\/)/u

/**
 * The servers that a setting names: one, or several plain ones, separated by commas or white space. The first one is where the memory
 * begins. Throws ConfigError.
 */
export function serverUrls(setting: string): readonly [string, ...string[]] {
  const urls = setting
    .split(BETWEEN_ADDRESSES)
    .map(trimSeparators)
    .filter(url => url !== '')
  const [first = '', ...others] = urls
  if (others.length > 0 && !urls.every(isPlain))
    throw new ConfigError(
      'REDIS_URL names several servers: only plain ones can be named beside each other. Sentinels, or nodes of a Cluster, stand in one ' +
        'address.',
    )
  if (new Set(urls).size < urls.length) throw new ConfigError('REDIS_URL names a server twice.')
  return [first, ...others]
}

function trimSeparators(text: string): string {
  const trimmed = text.trim()
  return trimmed.endsWith(',') ? trimSeparators(trimmed.slice(0, -1)) : trimmed
}

/** The hosts of a setting, without passwords, to be shown. */
export function redisHosts(setting: string): string {
  const [url, ...others] = serverUrls(setting)
  return others.length === 0 ? hostsOf(url) : [url, ...others].map(nameServer).join(', ')
}

/** What one of the servers is called, without a password: a database beside another one is a server of its own. */
export function nameServer(url: string): string {
  const database = URL.parse(url)?.pathname ?? ''
  return isPlain(url) && /^\/[1-9]/u.test(database) ? `${hostsOf(url)}${database}` : hostsOf(url)
}

function hostsOf(url: string): string {
  return (SENTINEL_ADDRESS.exec(url) ?? CLUSTER_ADDRESS.exec(url))?.groups?.['hosts'] ?? new URL(url).host
}

const isPlain = (url: string) => /^rediss?:/u.test(url)

/** Whether cells stand on several servers there, as their tags say. */
export function isClusterAddress(url: string): boolean {
  return CLUSTER_ADDRESS.test(url)
}

/**
 * What all keys of a memory's first cell begin with that stands in the Redis of an address: in a Cluster they have the tag that
 * keeps them together.
 */
export function keyPrefixAt(url: string, prefix = 'keepsake:'): string {
  return isClusterAddress(url) ? `${prefix}${clusterTag(0)}:` : prefix
}

/** A server behind a shared address finds out by the name who is meant. */
function serverName(host: string): { servername?: string } {
  return isIP(host.replaceAll(/[[\]]/gu, '')) === 0 ? { servername: host } : {}
}

function parseSentinels(parts: Readonly<Record<string, string | undefined>>): RedisPlace {
  const { scheme, login = '', hosts = '', database = '', query = '', name = '' } = parts
  const asked = new URLSearchParams(query)
  const tls = scheme === 'rediss' ? { tls: {}, sentinelTLS: {}, enableTLSForSentinelMode: true } : {}
  return {
    sentinels: hosts.split(',').map(host => parseNode(host, SENTINEL_PORT)),
    name: decode(name),
    ...parseLogin(login),
    ...optional('sentinelUsername', asked.get('sentinelUsername')),
    ...optional('sentinelPassword', asked.get('sentinelPassword')),
    ...(database === '' ? {} : { db: Number(database) }),
    ...tls,
  }
}

function parseCluster({ scheme, login = '', hosts = '' }: Readonly<Record<string, string | undefined>>): RedisAddress {
  const tls = scheme === 'rediss' ? { tls: {} } : {}
  return {
    options: { ...parseLogin(login), ...tls },
    nodes: hosts.split(',').map(host => parseNode(host, REDIS_PORT)),
  }
}

function parseLogin(login: string): Pick<RedisOptions, 'username' | 'password'> {
  const [username = '', password] = login.includes(':') ? splitAt(login, ':') : ['', login]
  return {
    ...(username === '' ? {} : { username: decode(username) }),
    ...(password === undefined || password === '' ? {} : { password: decode(password) }),
  }
}

function optional<Name extends string>(name: Name, value: string | null): { readonly [key in Name]?: string } {
  return (value === null ? {} : { [name]: value }) as { readonly [key in Name]?: string }
}

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return [text.slice(0, at), text.slice(at + 1)]
}

function parseNode(text: string, usualPort: number): ClusterNode {
  const found = NODE.exec(text)?.groups
  if (!found?.['host']) throw invalidAddress()
  return { host: found['host'].replaceAll(/[[\]]/gu, ''), port: Number(found['port'] ?? usualPort) }
}

function decode(text: string): string {
  if (/%(?![\da-f]{2})/iu.test(text)) throw invalidAddress()
  return decodeURIComponent(text)
}

/** The address is not quoted: it may hold the password. */
function invalidAddress(): ConfigError {
  return new ConfigError(
    'REDIS_URL is no Redis address: it looks like redis://:password@host:6379, rediss://… for TLS, ' +
      'redis-sentinel://:password@host:26379,host:26379#name for Sentinels, or redis-cluster://:password@host:6379,host:6379 ' +
      'for a Cluster. Several plain servers are named one after the other, each with its redis://.',
  )
}
