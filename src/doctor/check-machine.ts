import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import type { Config, EnvironmentVariables } from '../config/environment.ts'
import { isPrivateHost } from '../llm/server/private-host.ts'
import { version } from '../version.ts'
import type { Finding } from './finding.ts'

const MB = 1_000_000
const LITTLE_MB = 500
const TOO_LITTLE_MB = 50
const ASK_TIMEOUT_MS = 2000

/** What the machine has to offer: room on disk, the way through a proxy, the port of `/healthz`. */
export async function checkMachine(
  config: Config,
  environment: EnvironmentVariables,
  dataDir: string,
): Promise<readonly Finding[]> {
  return [
    await checkDisk(existsSync(dataDir) ? dataDir : '.'),
    ...checkProxy(config, environment),
    ...(await checkPort(config)),
  ]
}

async function checkDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const freeMb = Math.floor((bavail * bsize) / MB)
  const state = freeMb < TOO_LITTLE_MB ? 'problem' : freeMb < LITTLE_MB ? 'warning' : 'ok'
  const whatToDo = state === 'ok' ? undefined : 'Make room: what is remembered and the log grow.'
  return { check: 'disk', state, said: `${freeMb} MB free`, whatToDo }
}

const PROXY_NAMES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy']

function checkProxy(config: Config, environment: EnvironmentVariables): readonly Finding[] {
  const name = PROXY_NAMES.find(one => environment[one])
  if (name === undefined) return []
  const { OPENAI_BASE_URL, MEMORY_BASE_URL, EMBEDDING_BASE_URL, TRANSCRIPTION_BASE_URL } = config
  const urls = [OPENAI_BASE_URL, MEMORY_BASE_URL, EMBEDDING_BASE_URL, TRANSCRIPTION_BASE_URL]
  const hosts = urls.flatMap(url => (url === undefined ? [] : [new URL(url).hostname]))
  const direct = (environment['NO_PROXY'] ?? environment['no_proxy'] ?? '').split(',').map(one => one.trim())
  const near = [...new Set(hosts)].filter(
    host => isPrivateHost(host) && !direct.includes(host) && !direct.includes('*'),
  )
  const check = 'proxy'
  if (near.length === 0) return [{ check, state: 'ok', said: `everything goes through ${name}` }]
  return [
    {
      check,
      state: 'warning',
      said: `${near.join(', ')} is asked through ${name} as well`,
      whatToDo: `NO_PROXY=${[...direct.filter(Boolean), ...near].join(',')}`,
    },
  ]
}

/** Whether the port is the bot's, and how that is, or free for it. */
async function checkPort({ METRICS_PORT: port, METRICS_ADDRESS: address }: Config): Promise<readonly Finding[]> {
  if (port === undefined) return []
  const check = 'METRICS_PORT'
  try {
    const signal = AbortSignal.timeout(ASK_TIMEOUT_MS)
    const answer: unknown = await (await fetch(`http://${hostToAsk(address)}:${port}/healthz`, { signal })).json()
    if (!('gateway' in Object(answer))) throw new SyntaxError('another program')
    const { version: running } = Object(answer)
    if (running !== version) {
      const said = `the bot that runs is Keepsake ${running ?? 'of an earlier version'}, and this is ${version}`
      return [{ check, state: 'warning', said, whatToDo: 'Start the bot again.' }]
    }
    const bad = Object.entries(Object(answer)).flatMap(([part, state]) => (state === false ? [part] : []))
    if (bad.length === 0) return [{ check, state: 'ok', said: 'the bot runs, and every part is well' }]
    return [{ check, state: 'warning', said: `the bot runs, and is not well: ${bad.join(', ')}` }]
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } }
    if (cause?.code === 'ECONNREFUSED') return [{ check, state: 'ok', said: `${port} is free: the bot does not run` }]
    return [
      { check, state: 'problem', said: `another program is on ${port}`, whatToDo: 'Choose another METRICS_PORT.' },
    ]
  }
}

/** Where a server that listens on an address is found on its own machine. */
function hostToAsk(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  if (address === '::') return '[::1]'
  return isIPv6(address) ? `[${address}]` : address
}
