import { networkInterfaces } from 'node:os'
import { type DiscordConnection, findConnectedShards, shardsOf } from './discord/client.ts'
import { ConfigError } from './errors.ts'
import type { Models } from './llm/models.ts'
import type { ModelPart } from './llm/probe.ts'
import { isPrivateHost } from './llm/server/private-host.ts'
import { troubleOf } from './llm/watch-models.ts'
import type { Memory } from './memory/ports/memory.ts'
import { formatShards } from './memory/shards.ts'
import { type HealthCheck, type MetricsSource, startHealthServer } from './observability/health-server.ts'
import type { Logger } from './observability/logger.ts'

export interface HealthDependencies {
  readonly client: DiscordConnection['client']
  readonly memory: Pick<Memory, 'trouble'>
  readonly models: Pick<Models, 'configured'>
}

/** Each part of the bot; nothing where it is well, else why not, in words for operators. */
export type PartHealth = Readonly<Record<'gateway' | 'redis' | ModelPart, string | undefined>>

export function readHealth({ client, memory, models }: HealthDependencies): PartHealth {
  return {
    gateway: gatewayHealth(client),
    chat: modelHealth(models, 'chat'),
    ...readLearningHealth({ memory, models }),
  }
}

function gatewayHealth(client: HealthDependencies['client']): string | undefined {
  const [served, connected] = [shardsOf(client), findConnectedShards(client)]
  const lost = served.ids.filter(id => !connected.ids.includes(id))
  if (lost.length === 0) return undefined
  const which = served.count === 1 ? '' : ` (shards ${formatShards({ ...served, ids: lost })})`
  return `Discord’s gateway is away${which}: it is connected to again and again`
}

/** What learning needs, each as in `readHealth`. */
export function readLearningHealth({ memory, models }: Omit<HealthDependencies, 'client'>) {
  return {
    redis: memory.trouble(),
    learning: modelHealth(models, 'learning'),
    embeddings: modelHealth(models, 'embeddings'),
  }
}

function modelHealth(models: HealthDependencies['models'], part: ModelPart): string | undefined {
  const trouble = troubleOf(models.configured, part)
  return trouble && [trouble.line, trouble.whatToDo].filter(Boolean).join('. ')
}

export interface HealthServerSettings {
  readonly address: string
  /** Nothing is served without one. */
  readonly port: number | undefined
}

/** Serves health and metrics where a port is set, and says so where the internet may read them. Throws ConfigError. */
export async function openHealthServer(
  { address, port }: HealthServerSettings,
  health: HealthCheck,
  metrics: MetricsSource & { collectProcessMetrics(): void },
  log: Logger,
) {
  if (port === undefined) return undefined
  metrics.collectProcessMetrics()
  const open = publicAddresses(address)
  if (open.length > 0) {
    const whatToDo =
      'Set METRICS_ADDRESS to one of your own network, or see to it that a firewall stands before this port.'
    const details = { setting: 'METRICS_ADDRESS', address: open.join(', '), port, whatToDo }
    log.warn(details, 'health and metrics can be read from the internet')
  }
  return await startHealthServer({ address, port }, health, metrics).catch((error: unknown) => {
    const { code = '' } = error as NodeJS.ErrnoException
    const setting = code === 'EADDRNOTAVAIL' ? `METRICS_ADDRESS=${address}` : `METRICS_PORT=${port}`
    throw new ConfigError(`${setting} can’t be used: ${listenAdvice[code] ?? code}`, { address, port, code })
  })
}

const listenAdvice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program is on that port, or another Keepsake. Stop it, or choose another port.',
  EACCES: 'ports below 1024 are for the administrator alone. Choose one above.',
  EADDRNOTAVAIL: 'this machine has no such address. Take one that it has, or 0.0.0.0 for all of them.',
}

/**
 * The addresses outside of private networks at which what listens on an address is reached: of 0.0.0.0 those of the machine.
 * @param ofMachine all that the machine has
 */
export function publicAddresses(address: string, ofMachine = addressesOfMachine()): readonly string[] {
  const reached = address === '0.0.0.0' || address === '::' ? ofMachine : [address]
  return reached.filter(one => !isPrivateHost(one))
}

function addressesOfMachine(): readonly string[] {
  return Object.values(networkInterfaces()).flatMap(all => (all ?? []).map(one => one.address))
}
