import type { Message } from 'discord.js'
import {
  type RememberRequest,
  remember,
  undoRemember,
  undoRememberedMessage,
} from '../../../memory/editing/remember.ts'
import { scopeOfAudience } from '../../../memory/scope.ts'
import { withPlainNames } from '../../../memory/text/inserted-names.ts'
import { readableText, rememberedText } from '../../incoming/message-text.ts'
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
import { choiceOption, messageCommand, slashCommand, textOption } from '../../interactions/definitions.ts'
import { conflictPanel, rememberedPanel } from './panel.ts'
import { keepBothShown, replaceShown } from './reconcile.ts'

/**
 * More than is kept in one piece, so that what is too long is refused with a reason instead of cut by Discord's client.
 */
const MAX_TYPED_LENGTH = 4000

/** `/remember` and “Remember this”: kept as it was said, at once and without a model. */
export const rememberCommands: CommandGroup = {
  commands: [
    slashCommand(
      'remember',
      'remember',
      rememberTyped,
      textOption('what', 'rememberWhat', { required: true, max_length: MAX_TYPED_LENGTH }),
      choiceOption('where', 'rememberWhere', ['here', 'everywhere']),
    ),
  ],
  messageCommands: [messageCommand('Remember this', rememberMessage)],
  components: {
    'remember.message': reply((context, [id = '']) => rememberQuestion(context, id)),
  },
}

/** *Undo*, *Replace* and *Keep both*, where something was remembered. */
export const undoRememberCommands: CommandGroup = {
  isForEverybody: true,
  components: {
    // Under an answer, which everybody may read: what comes of it is told to the one who clicked.
    'remember.undoMessage': reply(
      async (context, [id = '']) =>
        context.texts.remember[await undoRememberedMessage(context, id, context.userMemory)],
    ),
    'remember.replace': update(replaceShown),
    'remember.both': update(keepBothShown),
    'remember.undo': update(async (context, [id = '']) => {
      const outcome = await undoRemember(context, id, context.userMemory)
      const sentence = context.texts.remember[outcome]
      // The fact is still kept: the panel stays, to try again.
      return outcome === 'moved' ? { beside: sentence } : sentence
    }),
  },
}

async function rememberTyped(context: CommandContext): Promise<View> {
  const { id, createdTimestamp: saidAt, options } = context.interaction
  const text = options.getString('what', true)
  const scope = options.getString('where') === 'everywhere' ? 'everywhere' : scopeOfAudience(context.audience)
  return await keep({ text, id, asked: 'command', scope, saidAt }, context)
}

async function rememberMessage(context: MessageCommandContext): Promise<View> {
  return await keepMessage(context.interaction.targetMessage, context)
}

/** The message to which the bot answered, by the button under its answer. */
async function rememberQuestion(context: ComponentContext, id: string): Promise<View> {
  const { interaction } = context
  const channel = interaction.channel ?? (await interaction.client.channels.fetch(context.channel))
  const message = channel?.isTextBased() ? await channel.messages.fetch(id).catch(() => undefined) : undefined
  return message === undefined ? context.texts.remember.messageGone : await keepMessage(message, context)
}

async function keepMessage(message: Message, context: InteractionContext): Promise<View> {
  const { ownOnly, empty } = context.texts.remember
  if (message.author.id !== context.user) return ownOnly
  if (readableText(message) === '') return empty
  const { id, createdTimestamp: saidAt } = message
  const scope = scopeOfAudience(context.audience)
  return await keep({ text: withPlainNames(rememberedText(message)), id, asked: 'message', scope, saidAt }, context)
}

async function keep(
  statement: Omit<RememberRequest, 'conversation' | 'guild'>,
  context: InteractionContext,
): Promise<View> {
  const { user, channel, guild, texts } = context
  const request = { ...statement, conversation: { user, channel }, ...(guild !== undefined && { guild }) }
  const result = await remember(request, context)
  if (result.kind === 'refused') return texts.remember[result.why]
  return result.kind === 'known'
    ? rememberedPanel('known', result.fact, context)
    : await conflictPanel(result.fact, result.conflicts, context)
}
