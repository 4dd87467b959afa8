import type { QuestionRef } from '../../../memory/types.ts'
import {
  type CommandContext,
  type CommandGroup,
  type ComponentContext,
  type InteractionContext,
  type MessageCommandContext,
  reply,
  update,
  type View,
} from '../../interactions/command.ts'
import { messageCommand, slashCommand } from '../../interactions/definitions.ts'
import { previewDeletion } from '../forget/confirm.ts'
import { explainTrace } from './explanation.ts'
import { parseTurnCode, whyPanel } from './panel.ts'

const DISCORD_ID = /^\d{1,20}$/u

/** `/why` and “Why did you say that?”: what went into an answer, for the person it was given to alone. */
export const whyCommands: CommandGroup = {
  isForEverybody: true,
  commands: [slashCommand('why', 'why', explainLastAnswer)],
  messageCommands: [messageCommand('Why did you say that?', explainMessage)],
  components: {
    'why.page': update(showExplanationPage),
    'why.turn': reply(async (context, [channel = '', code = '']) => {
      const turn = parseTurnCode(code)
      if (turn === undefined) return context.texts.commands.outdated
      return await previewDeletion(context, { kind: 'turn', channel, turn })
    }),
    'why.segment': reply((context, [channel = '', id = '']) =>
      previewDeletion(context, { kind: 'segment', channel, id }),
    ),
  },
}

async function explainLastAnswer(context: CommandContext): Promise<View> {
  const { user, channel, texts, conversations } = context
  const last = await conversations.findLastAnswer({ user, channel })
  return last === undefined ? texts.why.notAnswered : await explainAnswer(context, last.question)
}

async function explainMessage(context: MessageCommandContext): Promise<View> {
  const { targetMessage: message, client } = context.interaction
  const { why } = context.texts
  if (message.author.id !== client.user.id) return why.notMine
  const question = await context.userMemory.findOwner(message.id)
  if (question === undefined) return why.notKept
  return question.user === context.user ? await explainAnswer(context, question) : why.notYours
}

/** A client can send what it likes: what is looked up under the user's own id is theirs in any case. */
async function showExplanationPage(
  context: ComponentContext,
  [channel = '', id = '', page = '']: readonly string[],
): Promise<View> {
  if (![channel, id].every(part => DISCORD_ID.test(part))) return context.texts.commands.outdated
  return await explainAnswer(context, { user: context.user, channel, id }, Number(page) || 1)
}

async function explainAnswer(context: InteractionContext, question: QuestionRef, page = 1): Promise<View> {
  const trace = await context.conversations.readTrace(question)
  if (trace === undefined) return context.texts.why.notKept
  const userData = await context.userMemory.readUserData(context.user)
  return whyPanel(explainTrace(question, trace, userData), page, context)
}
