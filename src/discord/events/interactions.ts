import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ButtonInteraction,
  type Channel,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  InteractionContextType,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Logger } from 'pino'
import { errorDetails, MemoryUnavailable } from '../../errors.ts'
import type { Texts } from '../../locales/en.ts'
import type { Audience } from '../../memory/scope.ts'
import type { MessageId } from '../../memory/types.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import { discordErrorDetails } from '../errors.ts'
import { audienceOfChannel } from '../incoming/audience.ts'
import type {
  CommandGroup,
  ComponentHandler,
  InteractionContext,
  MessageCommand,
  ModalHandler,
  SlashCommand,
  View,
} from '../interactions/command.ts'
import { parseCustomId } from '../interactions/components.ts'
import { isComponentMessage, isEphemeral, isSeparateMessage, renderView } from '../interactions/render-view.ts'
import { KeyedQueue } from '../keyed-queue.ts'
import { questionOfStopButton } from '../message-api.ts'
import type { UserLocales } from '../user-locales.ts'

export interface InteractionDependencies {
  readonly commandGroups: readonly CommandGroup[]
  readonly coordinator: AnswerCoordinator
  readonly userLocales: UserLocales
  readonly log: Logger
}

type DeferrableInteraction =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction

/** Answers those who use a command, a button, a menu or a form; only they read it. */
export function handleInteractions(client: Client<true>, parts: InteractionDependencies): void {
  const responder = new InteractionResponder(parts)
  client.on(Events.InteractionCreate, interaction => {
    responder.respond(interaction).catch((error: unknown) => {
      parts.log.error(
        { interaction: interaction.id, ...discordErrorDetails(error) },
        'a click or command could not be answered',
      )
    })
  })
}

class InteractionResponder {
  readonly #parts: InteractionDependencies
  readonly #commands: ReadonlyMap<string, SlashCommand>
  readonly #menus: ReadonlyMap<string, MessageCommand>
  readonly #controls: ReadonlyMap<string, ComponentHandler>
  readonly #forms: ReadonlyMap<string, ModalHandler>
  /** What one user clicks is done in order: a double click is two clicks, the second of which sees what the first has done. */
  readonly #order = new KeyedQueue()

  constructor(parts: InteractionDependencies) {
    const { commandGroups } = parts
    this.#parts = parts
    this.#commands = new Map(
      commandGroups.flatMap(({ commands = [] }) => commands.map(one => [one.definition.name, one])),
    )
    this.#menus = new Map(
      commandGroups.flatMap(({ messageCommands = [] }) => messageCommands.map(one => [one.definition.name, one])),
    )
    this.#controls = new Map(commandGroups.flatMap(({ components = {} }) => Object.entries(components)))
    this.#forms = new Map(commandGroups.flatMap(({ modals = {} }) => Object.entries(modals)))
  }

  async respond(interaction: Interaction): Promise<void> {
    const { userLocales } = this.#parts
    userLocales.recordFromInteraction(interaction.user.id, interaction.locale)
    const texts = userLocales.textsOf(interaction.user.id)
    if (interaction.isAutocomplete()) await this.#complete(interaction, texts)
    else if (interaction.isChatInputCommand()) await this.#command(interaction, texts)
    else if (interaction.isMessageContextMenuCommand()) await this.#menu(interaction, texts)
    else if (interaction.isMessageComponent()) await this.#component(interaction, texts)
    else if (interaction.isModalSubmit()) await this.#form(interaction, texts)
  }

  async #command(interaction: ChatInputCommandInteraction, texts: Texts): Promise<void> {
    const command = this.#commands.get(interaction.commandName)
    await this.#answer(interaction, 'reply', texts, async () =>
      command === undefined
        ? texts.commands.unknown
        : await command.run(await createInteractionContext(interaction, texts)),
    )
  }

  async #menu(interaction: MessageContextMenuCommandInteraction, texts: Texts): Promise<void> {
    const menu = this.#menus.get(interaction.commandName)
    await this.#answer(interaction, 'reply', texts, async () =>
      menu === undefined ? texts.commands.unknown : await menu.run(await createInteractionContext(interaction, texts)),
    )
  }

  async #component(interaction: MessageComponentInteraction, texts: Texts): Promise<void> {
    const question = questionOfStopButton(interaction.customId)
    if (question !== undefined && interaction.isButton()) {
      await handleStopButton(interaction, question, { answering: this.#parts.coordinator, texts })
      return
    }
    const id = parseCustomId(interaction.customId)
    const control = id && this.#controls.get(id.action)
    if (id === undefined || control === undefined) await replyPrivately(interaction, texts.commands.outdated)
    else if (id.user !== interaction.user.id) await replyPrivately(interaction, texts.commands.notYours)
    else if (control.how === 'form') await this.#open(interaction, texts, control, id.args)
    else {
      await this.#answer(interaction, control.how, texts, async () =>
        this.#order.run(id.user, async () => control.run(await createInteractionContext(interaction, texts), id.args)),
      )
    }
  }

  async #form(interaction: ModalSubmitInteraction, texts: Texts): Promise<void> {
    const id = parseCustomId(interaction.customId)
    const form = id && this.#forms.get(id.action)
    if (id === undefined || form === undefined) await replyPrivately(interaction, texts.commands.outdated)
    else if (id.user !== interaction.user.id) await replyPrivately(interaction, texts.commands.notYours)
    else {
      // A form that a command opened stands in no message.
      const how = interaction.isFromMessage() ? form.how : 'reply'
      await this.#answer(interaction, how, texts, async () =>
        this.#order.run(id.user, async () => form.run(await createInteractionContext(interaction, texts), id.args)),
      )
    }
  }

  async #open(
    interaction: MessageComponentInteraction,
    texts: Texts,
    control: Extract<ComponentHandler, { how: 'form' }>,
    args: readonly string[],
  ): Promise<void> {
    const form = await this.#try(interaction, texts, async () =>
      control.open(await createInteractionContext(interaction, texts), args),
    )
    if ('failed' in form) await replyPrivately(interaction, form.failed)
    else if (typeof form.done === 'string') await replyPrivately(interaction, form.done)
    else await interaction.showModal(form.done)
  }

  async #complete(interaction: AutocompleteInteraction, texts: Texts): Promise<void> {
    const complete = this.#commands.get(interaction.commandName)?.autocomplete
    try {
      await interaction.respond(
        complete === undefined ? [] : await complete(await createInteractionContext(interaction, texts)),
      )
    } catch (error) {
      this.#parts.log.warn({ command: interaction.commandName, ...errorDetails(error) }, 'no choices could be offered')
    }
  }

  /** Acknowledged at once, whatever the load: Discord waits 3 s. What follows may then take its time. */
  async #answer(
    interaction: DeferrableInteraction,
    how: 'update' | 'reply',
    texts: Texts,
    run: () => Promise<View>,
  ): Promise<void> {
    // Any client can send a custom id on any message of the bot's: what others see is never written over.
    const isUpdate = how === 'update' && !interaction.isCommand() && isEphemeral(interaction.message)
    if (isUpdate) await interaction.deferUpdate()
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const view = await this.#try(interaction, texts, run)
    // A panel stays as it is when something fails.
    const said = 'done' in view ? view.done : { beside: view.failed }
    if (!isSeparateMessage(said))
      await interaction.editReply(renderView(said, isUpdate && isComponentMessage(interaction.message)))
    else if (isUpdate) await interaction.followUp({ content: said.beside, flags: MessageFlags.Ephemeral })
    else await interaction.editReply({ content: said.beside })
  }

  /** What was done; or, where it failed, what is said about that. A failure is logged as well. */
  async #try<T>(
    interaction: BaseInteraction,
    { commands }: Texts,
    run: () => Promise<T>,
  ): Promise<{ readonly done: T } | { readonly failed: string }> {
    try {
      return { done: await run() }
    } catch (error) {
      this.#parts.log.error({ ...commandNameOf(interaction), ...errorDetails(error) }, 'a command failed')
      return { failed: error instanceof MemoryUnavailable ? commands.memoryAway : commands.failed }
    }
  }
}

/** What may be logged of it: never what somebody typed. */
function commandNameOf(interaction: BaseInteraction): { readonly command: string } {
  if (interaction.isCommand()) return { command: interaction.commandName }
  const id = interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.customId : ''
  return { command: parseCustomId(id)?.action ?? '?' }
}

async function replyPrivately(
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  sentence: string,
): Promise<void> {
  await interaction.reply({ content: sentence, flags: MessageFlags.Ephemeral })
}

/** Who uses what where. A channel that discord.js has not met is fetched. */
async function createInteractionContext<I extends BaseInteraction>(
  interaction: I,
  texts: Texts,
): Promise<InteractionContext<I>> {
  return {
    interaction,
    texts,
    user: interaction.user.id,
    channel: interaction.channelId ?? '0',
    guild: interaction.guildId ?? undefined,
    audience: await audienceOfInteraction(interaction),
  }
}

/** Unknown where the bot is not: a group, or a server to which the user brought it along. */
async function audienceOfInteraction(interaction: BaseInteraction): Promise<Audience> {
  if (interaction.context === InteractionContextType.BotDM) return { kind: 'user' }
  if (interaction.context !== InteractionContextType.Guild || !interaction.inCachedGuild()) return { kind: 'unknown' }
  const channel: Channel | null =
    interaction.channel ?? (await interaction.client.channels.fetch(interaction.channelId ?? '0').catch(() => null))
  return channel === null ? { kind: 'unknown' } : audienceOfChannel(channel)
}

/** The Stop button under an answer that is still streaming: only the asker's click counts. */
async function handleStopButton(
  interaction: ButtonInteraction,
  question: MessageId,
  { answering, texts }: { readonly answering: AnswerCoordinator; readonly texts: Texts },
): Promise<void> {
  const verdict = answering.stop(question, interaction.user.id)
  if (verdict === 'stopping') await interaction.deferUpdate()
  else if (verdict === 'notYours')
    await interaction.reply({ content: texts.commands.stopNotYours, flags: MessageFlags.Ephemeral })
  // Left standing by a process that died: there is nothing to stop any more, so the button goes.
  else await interaction.update({ components: [] })
}
