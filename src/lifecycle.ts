import type { AnswerCoordinator } from './discord/answering/answer-coordinator.ts'
import { type DiscordConnection, purgeCachedMessages } from './discord/client.ts'
import { commandDefinitions } from './discord/commands/registry.ts'
import { discordErrorDetails } from './discord/errors.ts'
import type { DepartureHandler } from './discord/events/departures.ts'
import { recoverQuestions } from './discord/events/recovery.ts'
import type { MessageParser } from './discord/incoming/parse-message.ts'
import type { ListenedChannels } from './discord/listened-channels.ts'
import { errorDetails } from './errors.ts'
import type { Outbox } from './memory/outbox.ts'
import type { ConversationStore } from './memory/ports/conversation-store.ts'
import type { Memory } from './memory/ports/memory.ts'
import { clearStemCache } from './memory/text/words.ts'
import type { Logger } from './observability/logger.ts'

/** How often a process looks for what another left behind, and for what Redis could not take before. */
const SWEEP_INTERVAL_MS = 5000

export interface SweepDependencies {
  readonly client: DiscordConnection['client']
  readonly memory: Memory
  readonly conversations: ConversationStore
  readonly coordinator: AnswerCoordinator
  readonly parseMessage: MessageParser
  readonly listenedChannels: ListenedChannels
  readonly outbox: Outbox
  readonly departures: DepartureHandler
  readonly log: Logger
}

/**
 * Brings the process up to date with Discord and the memory: at once, every 5 s, and whenever the memory is back; and
 * lets go of words in the process when they are deleted. Resolves after the first sweep, with what ends the others.
 */
export async function startSweeping(dependencies: SweepDependencies): Promise<() => void> {
  const { client, memory, coordinator, listenedChannels, outbox, departures, log } = dependencies
  const registerCommands = commandRegistration(client, log)

  async function sweep(): Promise<void> {
    await registerCommands()
    if (!memory.isReady()) return
    try {
      await memory.readDeletions()
      await listenedChannels.load()
      await outbox.flush()
      await recoverQuestions(client, dependencies)
      departures.sweep()
    } catch (error) {
      log.warn(errorDetails(error), 'recovery sweep failed')
    }
  }

  coordinator.resumeDeletions()
  await sweep()
  const sweeping = setInterval(() => void sweep(), SWEEP_INTERVAL_MS)
  memory.onReconnect(() => void sweep())
  memory.onWordsGone(clearStemCache)
  memory.onDeletion(user => {
    outbox.forgetUser(user)
    purgeCachedMessages(client, user)
    clearStemCache()
  })
  return () => clearInterval(sweeping)
}

/** Tells Discord the commands, once with success: while it does not take them, each call tries again. */
function commandRegistration(client: DiscordConnection['client'], log: Logger): () => Promise<void> {
  let isRegistered = false
  return async () => {
    if (isRegistered) return
    try {
      await client.application.commands.set(commandDefinitions)
      isRegistered = true
    } catch (error) {
      log.warn(discordErrorDetails(error), 'command registration failed')
    }
  }
}
