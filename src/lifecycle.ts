import { setTimeout as sleep } from 'node:timers/promises'
import type { AccessPolicy } from './discord/access/access-policy.ts'
import type { ServerLeaver } from './discord/access/leave-servers.ts'
import type { AnswerCoordinator } from './discord/answering/answer-coordinator.ts'
import type { AnswerJournal } from './discord/answering/answer-journal.ts'
import { type DiscordConnection, onNewSession, shardsOf } from './discord/client.ts'
import type { DiscordClock } from './discord/clock.ts'
import { commandDefinitions } from './discord/commands/registry.ts'
import { discordErrorDetails } from './discord/errors.ts'
import type { AbsenceHandler } from './discord/events/absence.ts'
import type { DepartureHandler } from './discord/events/departures.ts'
import type { EndQuestionDependencies } from './discord/events/end-question.ts'
import { recoverQuestions } from './discord/events/recovery.ts'
import type { MessageParser } from './discord/incoming/parse-message.ts'
import type { ListenedChannels } from './discord/listened-channels.ts'
import type { MessageApi } from './discord/message-api.ts'
import { type KnownOwnerChoices, LOOK_INTERVAL_MS } from './discord/owner-choices.ts'
import { errorDetails } from './errors.ts'
import type { Outbox } from './memory/outbox.ts'
import type { ConversationStore } from './memory/ports/conversation-store.ts'
import type { Memory } from './memory/ports/memory.ts'
import { isServedBy } from './memory/shards.ts'
import { clearStemCache } from './memory/text/words.ts'
import type { Logger } from './observability/logger.ts'

/** How often a process looks for what another left behind, and for what Redis could not take before. */
const SWEEP_INTERVAL_MS = 5000
/** How often a process that ends tries to tell what Redis refuses: that it takes it again nobody says. */
const REFUSAL_INTERVAL_MS = 500
/** How often it lets go of messages that are held and of no use any more. */
const MESSAGE_SWEEP_INTERVAL_MS = 60_000

export interface SweepDependencies extends EndQuestionDependencies {
  readonly client: DiscordConnection['client']
  readonly messageApi: MessageApi
  readonly messageCaches: Pick<DiscordConnection['messageCaches'], 'purge' | 'sweep'>
  readonly memory: Memory
  readonly conversations: ConversationStore
  readonly coordinator: AnswerCoordinator
  readonly parseMessage: MessageParser
  readonly discordClock: Pick<DiscordClock, 'now'>
  readonly listenedChannels: ListenedChannels
  readonly access: AccessPolicy
  readonly journal: AnswerJournal
  readonly ownerChoices: KnownOwnerChoices
  readonly serverLeaver: ServerLeaver
  readonly outbox: Outbox
  readonly departures: DepartureHandler
  readonly absence: AbsenceHandler
  readonly log: Logger
}

/** The sweeps of a process that goes on. */
export interface Sweeping {
  /** The process is about to end: what others have left is theirs, and the memory is told what waits, as answers in hand are given still. */
  leave(): void
  /** The last answer is given. */
  stop(): void
}

/**
 * Brings the process up to date with Discord and the memory: at once, every 5 s, and whenever the memory is back; and
 * lets go of words in the process when they are deleted. Resolves after the first sweep.
 */
export async function startSweeping(dependencies: SweepDependencies): Promise<Sweeping> {
  const { client, memory, coordinator, listenedChannels, outbox, departures, absence, log } = dependencies
  const { messageCaches, discordClock, ownerChoices, serverLeaver } = dependencies
  const registerCommands = commandRegistration(client, log)

  async function readOwnerChoices(): Promise<void> {
    const wereKnown = ownerChoices.areKnown
    await ownerChoices.look()
    if (!wereKnown) log.info({}, 'what owners set by command is known now')
  }

  let isEnding = false
  // One at a time: two that ran side by side would take the same claims over, and answer what they are for twice.
  const tellAndTake = oneAtATime(async () => {
    if (isEnding) return
    await listenedChannels.load()
    await readOwnerChoices()
    serverLeaver.look()
    // What can't be told of one person's words keeps nobody else's questions from being answered.
    const failure = await outbox.flush().catch((error: unknown) => error)
    warnOfLosses(outbox, log)
    if (isEnding) return
    await recoverQuestions(client, dependencies)
    await absence.look(failure === undefined)
    departures.sweep()
    if (failure !== undefined) throw failure
  })

  async function sweep(): Promise<void> {
    if (!memory.isPartlyReady()) return
    try {
      // What others were told to forget does not wait for the rest.
      await memory.readDeletions()
      // Who ends waits for nothing that goes on meanwhile: the memory may be there for a moment.
      await (isEnding ? outbox.flush() : tellAndTake())
    } catch (error) {
      log.warn(errorDetails(error), 'recovery sweep failed')
    }
  }

  memory.onWordsGone(clearStemCache)
  // Before the first is read: what was told once is not told again.
  memory.onDeletion((user, agoMs) => {
    outbox.forgetUser(user, agoMs)
    absence.forgetUser(user)
    messageCaches.purge(user)
    clearStemCache()
  })
  const tidying = setInterval(() => messageCaches.sweep(discordClock.now()), MESSAGE_SWEEP_INTERVAL_MS)
  coordinator.resumeDeletions()
  await registerCommands()
  await sweep()
  const sweeping = setInterval(() => {
    void registerCommands()
    void sweep()
  }, SWEEP_INTERVAL_MS)
  ownerChoices.onChange(() => serverLeaver.look())
  let isLooking = false
  const looking = setInterval(async () => {
    if (isLooking || !memory.isPartlyReady()) return
    isLooking = true
    // Why it can't be read the sweep tells.
    await ownerChoices.look().catch(() => undefined)
    isLooking = false
  }, LOOK_INTERVAL_MS)
  memory.onReconnect(() => void sweep())
  // What was said since the last session waits for nothing else.
  onNewSession(client, () => void sweep())
  return {
    leave() {
      isEnding = true
      clearInterval(tidying)
      clearInterval(looking)
      void sweep()
    },
    stop: () => clearInterval(sweeping),
  }
}

/** Has `task` run once at a time: whoever asks for it meanwhile has it run once more after that. */
function oneAtATime(task: () => Promise<void>): () => Promise<void> {
  let last = Promise.resolve()
  let next: Promise<void> | undefined
  return () => {
    next ??= last
      .catch(() => undefined) // whoever asked for it has heard
      .then(() => {
        next = undefined
        return task()
      })
    last = next
    return last
  }
}

/** Before the process ends: tells the memory what it could not be told yet, as soon as it can be reached, within `ms`. */
export async function emptyOutbox(
  { outbox, memory, log }: Pick<SweepDependencies, 'outbox' | 'memory' | 'log'>,
  ms: number,
): Promise<void> {
  const overdue = AbortSignal.timeout(Math.max(1, Math.round(ms)))
  const isBack = () => new Promise<void>(resolve => memory.onReconnect(resolve))
  const isOver = new Promise<void>(resolve => overdue.addEventListener('abort', () => resolve()))
  for (;;) {
    const back = isBack()
    try {
      await outbox.flush()
      // What came in while one ran that was joined is not told yet.
      if (outbox.isEmpty) return warnOfLosses(outbox, log)
    } catch (error) {
      if (!outbox.isEmpty) await Promise.race([back, isOver, sleep(REFUSAL_INTERVAL_MS)])
      if (!outbox.isEmpty && !overdue.aborted) continue
      warnOfLosses(outbox, log)
      const { messages, changes: edits } = outbox.unsaved
      const details = { ...errorDetails(error), messages, edits }
      return log.warn(details, 'Redis is out of reach: what was said or edited meanwhile is lost')
    }
  }
}

function warnOfLosses(outbox: Pick<Outbox, 'takeLost'>, log: Pick<Logger, 'warn'>): void {
  const { messages, changes } = outbox.takeLost()
  if (messages > 0) log.warn({ messages }, 'Redis was away for too long: what was said meanwhile is not all remembered')
  if (changes > 0)
    log.warn({ changes }, 'Redis was away for too long: what was deleted or edited meanwhile is not all taken back')
}

/**
 * Tells Discord the commands, once with success: while it does not take them, each call tries again. Of several processes
 * whoever serves direct messages does.
 */
function commandRegistration(client: DiscordConnection['client'], log: Logger): () => Promise<void> {
  let isNeeded = isServedBy(shardsOf(client), undefined)
  return async () => {
    if (!isNeeded) return
    isNeeded = false
    try {
      await client.application.commands.set(commandDefinitions)
    } catch (error) {
      isNeeded = true
      log.warn(discordErrorDetails(error), 'command registration failed')
    }
  }
}
