import type { RESTPutAPIApplicationCommandsJSONBody } from 'discord.js'
import type { Logger } from 'pino'
import type { OwnMemory } from '../../memory/own-memory.ts'
import type { ChannelSettings, MemoryStore } from '../../memory/ports.ts'
import type { RecallMeans } from '../../memory/recall.ts'
import type { UserId } from '../../memory/types.ts'
import type { Answering } from '../answering.ts'
import type { Listening } from '../listening.ts'
import { answerAgain } from './answer-again.ts'
import type { Feature } from './feature.ts'
import { files } from './files/feature.ts'
import { forget } from './forget/feature.ts'
import { know } from './know/feature.ts'
import { listen } from './listen.ts'
import { privacy } from './privacy/feature.ts'
import { remember } from './remember/feature.ts'
import { serverMemory } from './server-memory.ts'
import { why } from './why/feature.ts'

/** What the commands work with. */
export interface CommandParts {
  readonly store: MemoryStore
  readonly own: OwnMemory
  readonly channels: ChannelSettings
  /** How facts are found that somebody asks about. */
  readonly means: RecallMeans
  readonly answering: Answering
  readonly listening: Listening
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
export function featuresOf(parts: CommandParts): readonly Feature[] {
  return [
    listen(parts),
    answerAgain(parts),
    forget(parts),
    know(parts),
    remember(parts),
    privacy(parts),
    files(parts),
    why(parts),
    serverMemory(parts),
  ]
}

/** All commands as Discord is told of them at each start; telling it twice changes nothing. */
export function definitionsOf(features: readonly Feature[]): RESTPutAPIApplicationCommandsJSONBody {
  return features
    .flatMap(({ commands = [], menus = [] }) => [...commands, ...menus])
    .map(({ definition }) => definition)
}
