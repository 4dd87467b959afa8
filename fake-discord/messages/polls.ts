import {
  type APIEmbedField,
  type APIPoll,
  EmbedType,
  GatewayDispatchEvents,
  GatewayIntentBits,
  MessageReferenceType,
  MessageType,
  PollLayoutType,
  type Snowflake,
} from 'discord-api-types/v10'
import type { Channel, StoredMessage } from '../stored.ts'
import type { World } from '../world.ts'
import { post, tellOfChange } from './messages.ts'

/** A poll as somebody makes it in Discord's client, which lets it run for a day. */
export interface NewPoll {
  question: string
  answers: readonly string[]
  severalAnswers?: boolean
}

const DAY_MS = 24 * 60 * 60_000

export function makePoll({ question, answers, severalAnswers = false }: NewPoll): APIPoll {
  return {
    question: { text: question },
    answers: answers.map((text, at) => ({ answer_id: at + 1, poll_media: { text } })),
    expiry: new Date(Date.now() + DAY_MS).toISOString(),
    allow_multiselect: severalAnswers,
    layout_type: PollLayoutType.Default,
    results: { answer_counts: [], is_finalized: false },
  }
}

/** Counts a vote, by the words of its answer; who listens for votes hears of it. */
export function vote(
  world: World,
  channel: Channel,
  message: StoredMessage,
  { by, answer }: { by: Snowflake; answer: string },
): void {
  const { poll } = message
  const chosen = poll?.answers.find(({ poll_media }) => poll_media.text === answer)
  if (poll?.results === undefined || chosen === undefined) throw new Error(`Message ${message.id} has no such answer.`)
  const counts = poll.results.answer_counts
  const known = counts.find(({ id }) => id === chosen.answer_id)
  if (known === undefined) counts.push({ id: chosen.answer_id, count: 1, me_voted: false })
  else known.count += 1
  const guildId = world.guildOf(channel)?.id
  if (!world.botHears(channel)) return
  world.dispatch({
    event: GatewayDispatchEvents.MessagePollVoteAdd,
    guildId,
    intents: guildId === undefined ? GatewayIntentBits.DirectMessagePolls : GatewayIntentBits.GuildMessagePolls,
    data: {
      ...{ user_id: by, channel_id: channel.id, message_id: message.id, answer_id: chosen.answer_id },
      ...(guildId === undefined ? {} : { guild_id: guildId }),
    },
  })
}

/** Ends a poll: its votes are final, and a message says who won, https://docs.discord.com/developers/resources/poll. */
export function endPoll(world: World, channel: Channel, message: StoredMessage): StoredMessage {
  const { poll } = message
  if (poll?.results === undefined) throw new Error(`Message ${message.id} has no poll.`)
  poll.results.is_finalized = true
  poll.expiry = new Date().toISOString()
  tellOfChange(world, channel, message)
  return post(world, channel, {
    author: message.author,
    type: MessageType.PollResult,
    message_reference: { type: MessageReferenceType.Default, channel_id: channel.id, message_id: message.id },
    embeds: [{ type: EmbedType.PollResult, fields: resultFields(poll) }],
  })
}

function resultFields({ question, answers, results }: APIPoll): APIEmbedField[] {
  const counts = results?.answer_counts ?? []
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const most = Math.max(0, ...counts.map(({ count }) => count))
  const [winner, ...others] = most === 0 ? [] : counts.filter(({ count }) => count === most)
  const answer = others.length > 0 ? undefined : answers.find(({ answer_id }) => answer_id === winner?.id)
  const values: Record<string, string | undefined> = {
    poll_question_text: question.text,
    victor_answer_votes: String(most),
    total_votes: String(total),
    ...(answer !== undefined && {
      victor_answer_id: String(answer.answer_id),
      victor_answer_text: answer.poll_media.text,
    }),
  }
  return Object.entries(values).map(([name, value = '']) => ({ name, value, inline: false }))
}
