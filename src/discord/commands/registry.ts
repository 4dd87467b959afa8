import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord.js'
import type { Logger } from 'pino'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { ServerSettings } from '../../memory/ports/server-settings.ts'
import type { UserMemoryStore } from '../../memory/ports/user-memory-store.ts'
import type { RecallDependencies } from '../../memory/retrieval/recall.ts'
import type { UserId } from '../../memory/types.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import type { MessageParser } from '../incoming/parse-message.ts'
import type { CommandGroup } from '../interactions/command.ts'
import type { ListenedChannels } from '../listened-channels.ts'
import { answerAgainCommands } from './answer-again.ts'
import { forgetCommands } from './forget/command.ts'
import { listenCommands } from './listen.ts'
import { privacyCommands } from './privacy/command.ts'
import { rememberCommands } from './remember/command.ts'
import { serverMemoryCommands } from './server-memory.ts'
import { transferCommands } from './transfer/command.ts'
import { whatDoYouKnowCommands } from './what-do-you-know/command.ts'
import { whyCommands } from './why/command.ts'

/** What the commands work with. */
export interface CommandDependencies {
  readonly store: ConversationStore
  readonly own: UserMemoryStore
  readonly channels: ServerSettings
  /** How facts are found that somebody asks about. */
  readonly means: RecallDependencies
  readonly answering: AnswerCoordinator
  readonly parseMessage: MessageParser
  readonly listening: ListenedChannels
  readonly hasMessageContent: boolean
  /** Learns what a user has said so far. Throws ModelError or MemoryUnavailable. */
  readonly learnNow: (user: UserId) => Promise<void>
  readonly log: Logger
  readonly settings: CommandSettings
}

export interface CommandSettings {
  readonly maxFacts: number
  readonly maxEntities: number
  readonly historyDays: number
  /** How long a user is silent before what they said is learned. */
  readonly learnDelayMs: number
  /** In which days are told to users who set no time zone. */
  readonly timeZone: string
  /** The hosts to which messages are sent to be answered, learned from and embedded, as `/privacy` tells them. */
  readonly providers: { readonly chat: string; readonly embeddings: string }
}

/** Everything people can do, in the order in which Discord is told of it. */
export function createCommandGroups(parts: CommandDependencies): readonly CommandGroup[] {
  return [
    listenCommands(parts),
    answerAgainCommands(parts),
    forgetCommands(parts),
    whatDoYouKnowCommands(parts),
    rememberCommands(parts),
    privacyCommands(parts),
    transferCommands(parts),
    whyCommands(parts),
    serverMemoryCommands(parts),
  ]
}

/** All commands as Discord is told of them at each start; telling it twice changes nothing. */
export function commandDefinitions(features: readonly CommandGroup[]): RESTPutAPIApplicationCommandsJSONBody {
  return features
    .flatMap(({ commands = [], messageCommands = [] }) => [...commands, ...messageCommands])
    .map(({ definition }) => definition)
}
