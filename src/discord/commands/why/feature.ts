import {
  ApplicationCommandType,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
} from 'discord.js'
import type { QuestionRef } from '../../../memory/types.ts'
import { described } from '../../../texts/described.ts'
import { anywhere } from '../anywhere.ts'
import type { Feature, Use, View } from '../feature.ts'
import type { CommandParts } from '../features.ts'
import { proposed } from '../forget/confirming.ts'
import { explained } from './explained.ts'
import { turnOfCode, whyPanel } from './panel.ts'

type Parts = Pick<CommandParts, 'own' | 'store'>

const ID = /^\d{1,20}$/u

/** `/why` and “Why did you say that?”: what went into an answer, for the person it was given to alone. */
export function why(parts: Parts): Feature {
  return {
    commands: [{ definition: { name: 'why', ...described('why'), ...anywhere }, run: use => ofLast(use, parts) }],
    menus: [
      {
        definition: { name: 'Why did you say that?', type: ApplicationCommandType.Message, ...anywhere },
        run: use => ofMessage(use, parts),
      },
    ],
    controls: {
      'why.page': { how: 'update', run: (use, args) => pageOf(use, args, parts) },
      'why.turn': { how: 'reply', run: (use, args) => forgetTurn(use, args, parts) },
      'why.segment': { how: 'reply', run: (use, args) => forgetSegment(use, args, parts) },
    },
  }
}

async function ofLast(use: Use<ChatInputCommandInteraction>, parts: Parts): Promise<View> {
  const last = await parts.store.lastAnswered({ user: use.user, channel: use.channel })
  return last === undefined ? use.texts.why.notAnswered : await told(use, last.question, parts)
}

async function ofMessage(use: Use<MessageContextMenuCommandInteraction>, parts: Parts): Promise<View> {
  const { targetMessage: message, client } = use.interaction
  if (message.author.id !== client.user.id) return use.texts.why.notMine
  const question = await parts.own.ownerOf(message.id)
  if (question === undefined) return use.texts.why.notKept
  return question.user === use.user ? await told(use, question, parts) : use.texts.why.notYours
}

/** A client can send what it likes: what is looked up under the user's own id is theirs in any case. */
async function pageOf(
  use: Use<MessageComponentInteraction>,
  [channel = '', id = '', page = '']: readonly string[],
  parts: Parts,
): Promise<View> {
  if (![channel, id].every(part => ID.test(part))) return use.texts.commands.outdated
  return await told(use, { user: use.user, channel, id }, parts, Number(page) || 1)
}

async function told(use: Use<BaseInteraction>, question: QuestionRef, parts: Parts, page = 1): Promise<View> {
  const { user, texts, interaction } = use
  const trace = await parts.store.traceOf(question)
  if (trace === undefined) return texts.why.notKept
  const found = explained(question, trace, await parts.own.holdings(user))
  return whyPanel(found, page, { user, texts, at: interaction })
}

async function forgetTurn(
  use: Use<MessageComponentInteraction>,
  [channel = '', code = '']: readonly string[],
  { own }: Parts,
): Promise<View> {
  const turn = turnOfCode(code)
  if (turn === undefined) return use.texts.commands.outdated
  return await proposed(use, own, { kind: 'turn', channel, turn })
}

async function forgetSegment(
  use: Use<MessageComponentInteraction>,
  [channel = '', id = '']: readonly string[],
  { own }: Parts,
): Promise<View> {
  return await proposed(use, own, { kind: 'segment', channel, id })
}
