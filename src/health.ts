import { type DiscordConnection, isConnected } from './discord/client.ts'
import { ConfigError } from './errors.ts'
import type { Models } from './llm/models.ts'
import type { ModelPart } from './llm/probe.ts'
import { troubleOf } from './llm/watch-models.ts'
import type { Memory } from './memory/ports/memory.ts'
import { type HealthCheck, type MetricsSource, startHealthServer } from './observability/health-server.ts'

export interface HealthDependencies {
  readonly client: DiscordConnection['client']
  readonly memory: Pick<Memory, 'trouble'>
  readonly models: Pick<Models, 'configured'>
}

/** Each part of the bot; nothing where it is well, else why not, in words for operators. */
export type PartHealth = Readonly<Record<'gateway' | 'redis' | ModelPart, string | undefined>>

export function readHealth({ client, memory, models }: HealthDependencies): PartHealth {
  const model = (part: ModelPart) => {
    const trouble = troubleOf(models.configured, part)
    return trouble && [trouble.line, trouble.whatToDo].filter(Boolean).join('. ')
  }
  return {
    gateway: isConnected(client) ? undefined : 'Discord’s gateway is away: it is connected to again and again',
    redis: memory.trouble(),
    chat: model('chat'),
    learning: model('learning'),
    embeddings: model('embeddings'),
  }
}

/** Serves health and metrics where a port is set. Throws ConfigError. */
export async function openHealthServer(
  port: number | undefined,
  health: HealthCheck,
  metrics: MetricsSource & { collectProcessMetrics(): void },
) {
  if (port === undefined) return undefined
  metrics.collectProcessMetrics()
  return await startHealthServer(port, health, metrics).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    throw new ConfigError(`METRICS_PORT=${port} can’t be used: ${portAdvice[code ?? ''] ?? code}`, { port, code })
  })
}

const portAdvice: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program is on that port, or another Keepsake. Stop it, or choose another port.',
  EACCES: 'ports below 1024 are for the administrator alone. Choose one above.',
}
