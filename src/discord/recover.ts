import type { Client } from 'discord.js'
import type { Logger } from 'pino'
import { MemoryUnavailable } from '../errors.ts'
import { timeOf } from '../memory/id-times.ts'
import type { MemoryStore } from '../memory/ports.ts'
import type { QuestionRef } from '../memory/types.ts'
import type { Answering } from './answering.ts'
import { discordFacts, discordFailure } from './failure.ts'
import { patiently } from './messages.ts'

/** A question older than this is not answered any more: who asked has gone on. */
const STILL_WANTED_MS = 5 * 60_000

export interface RecoverParts {
  readonly store: Pick<MemoryStore, 'takeAbandoned' | 'giveUp'>
  readonly answering: Answering
  readonly log: Logger
}

/** Answers the questions that a process had claimed and left unanswered when it died, if they are still wanted. */
export async function recover(client: Client<true>, parts: RecoverParts): Promise<void> {
  for (const question of await parts.store.takeAbandoned()) {
    if (Date.now() - timeOf(question.id) > STILL_WANTED_MS) {
      parts.log.warn(
        { question: question.id, channel: question.channel },
        'a question was missed while the bot was down',
      )
      await parts.store.giveUp(question)
    } else {
      answerLeftOver(client, parts, question).catch((error: unknown) => {
        const facts = error instanceof MemoryUnavailable ? error.facts : discordFacts(error)
        parts.log.error(
          { question: question.id, channel: question.channel, ...facts },
          'a question left over could not be answered',
        )
      })
    }
  }
}

async function answerLeftOver(
  client: Client<true>,
  { store, answering }: RecoverParts,
  question: QuestionRef,
): Promise<void> {
  try {
    const channel = await patiently(() => client.channels.fetch(question.channel))
    if (channel?.isTextBased())
      await answering.ask(await patiently(() => channel.messages.fetch(question.id)), 'recovered')
    else await store.giveUp(question)
  } catch (error) {
    const failure = discordFailure(error)
    if (failure === 'passing') throw error
    if (failure === 'answerGone') await answering.deleted(question.id)
    await store.giveUp(question)
  }
}
