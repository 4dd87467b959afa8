import type { Client } from 'discord.js'
import type { Logger } from '../../observability/logger.ts'
import type { ListenedChannels } from '../listened-channels.ts'
import { createMessageParser, type MessageParser } from './parse-message.ts'
import { ReferredMessageReader } from './referred-messages.ts'
import { ChannelHistory, type ChannelHistoryOptions } from './talk/channel-history.ts'
import { ChannelTalk } from './talk/channel-talk.ts'
import type { TalkRules } from './talk/talk-records.ts'
import { ThreadStarters } from './thread-starters.ts'
import { VoiceMessages } from './voice-messages.ts'

type ParserDependencies = TalkRules &
  ChannelHistoryOptions & {
    readonly listenedChannels: Pick<ListenedChannels, 'modeOf'>
    readonly transcriber: ConstructorParameters<typeof VoiceMessages>[0]
    readonly log: Logger
  }

/** All that reads a message, and what stands around it on Discord. */
export function openMessageParser(client: Client<true>, dependencies: ParserDependencies): MessageParser {
  const { listenedChannels, transcriber, log } = dependencies
  return createMessageParser(
    new ChannelTalk(new ChannelHistory(client, dependencies), dependencies),
    new ReferredMessageReader({
      ...dependencies,
      starters: new ThreadStarters(client, log),
      voice: new VoiceMessages(transcriber, log),
    }),
    listenedChannels,
  )
}
