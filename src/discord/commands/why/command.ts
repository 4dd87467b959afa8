import {
  ApplicationCommandType,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
} from 'discord.js'
import type { QuestionRef } from '../../../memory/types.ts'
import type { CommandGroup, InteractionContext, View } from '../../interactions/command.ts'
import { everywhereInstallable } from '../../interactions/command.ts'
import { localizedDescription } from '../../interactions/definitions.ts'
import { previewDeletion } from '../forget/confirm.ts'
import type { CommandDependencies } from '../registry.ts'
import { explainTrace } from './explanation.ts'
import { parseTurnCode, whyPanel } from './panel.ts'

type WhyDependencies = Pick<CommandDependencies, 'own' | 'store'>

const ID = /^\d{1,20}$/u

/** `/why` and “Why did you say that?”: what went into an answer, for the person it was given to alone. */
export function whyCommands(parts: WhyDependencies): CommandGroup {
  return {
    commands: [
      {
        definition: { name: 'why', ...localizedDescription('why'), ...everywhereInstallable },
        run: use => explainLastAnswer(use, parts),
      },
    ],
    messageCommands: [
      {
        definition: { name: 'Why did you say that?', type: ApplicationCommandType.Message, ...everywhereInstallable },
        run: use => explainMessage(use, parts),
      },
    ],
    components: {
      'why.page': { how: 'update', run: (use, args) => showExplanationPage(use, args, parts) },
      'why.turn': { how: 'reply', run: (use, args) => forgetTurn(use, args, parts) },
      'why.segment': { how: 'reply', run: (use, args) => forgetSegment(use, args, parts) },
    },
  }
}

async function explainLastAnswer(
  use: InteractionContext<ChatInputCommandInteraction>,
  parts: WhyDependencies,
): Promise<View> {
  const last = await parts.store.findLastAnswer({ user: use.user, channel: use.channel })
  return last === undefined ? use.texts.why.notAnswered : await explainAnswer(use, last.question, parts)
}

async function explainMessage(
  use: InteractionContext<MessageContextMenuCommandInteraction>,
  parts: WhyDependencies,
): Promise<View> {
  const { targetMessage: message, client } = use.interaction
  if (message.author.id !== client.user.id) return use.texts.why.notMine
  const question = await parts.own.findOwner(message.id)
  if (question === undefined) return use.texts.why.notKept
  return question.user === use.user ? await explainAnswer(use, question, parts) : use.texts.why.notYours
}

/** A client can send what it likes: what is looked up under the user's own id is theirs in any case. */
async function showExplanationPage(
  use: InteractionContext<MessageComponentInteraction>,
  [channel = '', id = '', page = '']: readonly string[],
  parts: WhyDependencies,
): Promise<View> {
  if (![channel, id].every(part => ID.test(part))) return use.texts.commands.outdated
  return await explainAnswer(use, { user: use.user, channel, id }, parts, Number(page) || 1)
}

async function explainAnswer(
  use: InteractionContext<BaseInteraction>,
  question: QuestionRef,
  parts: WhyDependencies,
  page = 1,
): Promise<View> {
  const { user, texts, interaction } = use
  const trace = await parts.store.readTrace(question)
  if (trace === undefined) return texts.why.notKept
  const found = explainTrace(question, trace, await parts.own.readUserData(user))
  return whyPanel(found, page, { user, texts, at: interaction })
}

async function forgetTurn(
  use: InteractionContext<MessageComponentInteraction>,
  [channel = '', code = '']: readonly string[],
  { own }: WhyDependencies,
): Promise<View> {
  const turn = parseTurnCode(code)
  if (turn === undefined) return use.texts.commands.outdated
  return await previewDeletion(use, own, { kind: 'turn', channel, turn })
}

async function forgetSegment(
  use: InteractionContext<MessageComponentInteraction>,
  [channel = '', id = '']: readonly string[],
  { own }: WhyDependencies,
): Promise<View> {
  return await previewDeletion(use, own, { kind: 'segment', channel, id })
}
