import { setImmediate as turnOfOthers } from 'node:timers/promises'
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
  type InteractionEditReplyOptions,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type RepliableInteraction,
} from 'discord.js'
import { errorDetails, MemoryUnavailable } from '../../errors.ts'
import type { Texts } from '../../locales/en.ts'
import type { Audience } from '../../memory/scope.ts'
import type { MessageId } from '../../memory/types.ts'
import { refusalSentence } from '../access/notices.ts'
import { subjectOfInteraction } from '../access/subject.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import { commandGroups } from '../commands/registry.ts'
import { discordErrorDetails } from '../errors.ts'
import { audienceOfChannel } from '../incoming/audience.ts'
import type { CommandDependencies, CommandGroup, InteractionContext, View } from '../interactions/command.ts'
import { EVERYBODY, parseCustomId, textDisplay } from '../interactions/components.ts'
import { InteractionPace } from '../interactions/pace.ts'
import { KeyedQueue } from '../keyed-queue.ts'
import { questionOfStopButton } from '../message-api.ts'
import { readPlaceSettings } from '../place-settings.ts'

type CommandInteraction = ChatInputCommandInteraction | MessageContextMenuCommandInteraction
type ActionInteraction = MessageComponentInteraction | ModalSubmitInteraction

/** Answers those who use a command, a button, a menu or a modal; only they read it. */
export function handleInteractions(client: Client<true>, dependencies: CommandDependencies): void {
  const responder = new InteractionResponder(dependencies)
  client.on(Events.InteractionCreate, interaction => {
    responder.respond(interaction).catch((error: unknown) => {
      dependencies.log.error(
        { interaction: interaction.id, ...discordErrorDetails(error) },
        'interaction response failed',
      )
    })
  })
}

/** What runs at a command by its name, and at a component or a modal by the action in its custom id. */
const commands = handlersOf(({ commands = [] }) => commands.map(one => [one.definition.name, one]))
const messageCommands = handlersOf(({ messageCommands = [] }) => messageCommands.map(one => [one.definition.name, one]))
const components = handlersOf(({ components = {} }) => Object.entries(components))
const modals = handlersOf(({ modals = {} }) => Object.entries(modals))

/** With each its group. */
function handlersOf<Handler extends object>(ofGroup: (group: CommandGroup) => readonly (readonly [string, Handler])[]) {
  return new Map(
    commandGroups.flatMap(group => ofGroup(group).map(([name, handler]) => [name, { ...handler, group }] as const)),
  )
}

class InteractionResponder {
  readonly #dependencies: CommandDependencies
  /**
   * What one user clicks is done in order: a double click is two clicks, the second of which sees what the first has
   * done.
   */
  readonly #queue = new KeyedQueue()
  readonly #turns = new KeyedQueue()
  readonly #pace = new InteractionPace()

  constructor(dependencies: CommandDependencies) {
    this.#dependencies = dependencies
  }

  async respond(interaction: Interaction): Promise<void> {
    // Hundreds that come at once are taken one in a turn: others' answers go on in between.
    await this.#turns.run(interaction.user.id, turnOfOthers)
    this.#dependencies.userLocales.recordFromInteraction(interaction.user.id, interaction.locale)
    if (interaction.isAutocomplete()) await this.#autocomplete(interaction)
    else if (
      interaction.isRepliable() &&
      !(isStopButton(interaction) || (await this.#pace.allows(interaction.user.id, 'action')))
    ) {
      await replyPrivately(interaction, this.#textsOf(interaction).commands.tooFast)
    } else if (interaction.isChatInputCommand()) await this.#runCommand(interaction, commands)
    else if (interaction.isMessageContextMenuCommand()) await this.#runCommand(interaction, messageCommands)
    else if (interaction.isMessageComponent()) await this.#runComponent(interaction)
    else if (interaction.isModalSubmit()) await this.#runModal(interaction)
  }

  #textsOf(interaction: BaseInteraction): Texts {
    return this.#dependencies.userLocales.textsOf(interaction.user.id, interaction.guildId)
  }

  async #runCommand<I extends CommandInteraction>(
    interaction: I,
    commands: ReadonlyMap<string, { run(context: InteractionContext<I>): Promise<View>; readonly group: CommandGroup }>,
  ): Promise<void> {
    const command = commands.get(interaction.commandName)
    const run = this.#inContext(interaction, async context => {
      if (command === undefined) return context.texts.commands.unknown
      return this.#findRefusal(interaction, command.group) ?? (await command.run(context))
    })
    // A script that sends hundreds at once waits for itself; a long /import keeps its user from no other command.
    const key = `${interaction.user.id} ${interaction.commandName}`
    await this.#answer(interaction, 'reply', () => this.#queue.run(key, run))
  }

  async #runComponent(interaction: MessageComponentInteraction): Promise<void> {
    const texts = this.#textsOf(interaction)
    const question = questionOfStopButton(interaction.customId)
    if (question !== undefined && interaction.isButton()) {
      await stopAnswer(interaction, question, { coordinator: this.#dependencies.coordinator, texts })
      return
    }
    const action = await this.#findAction(interaction, components)
    if (action === undefined) return
    const { handler, args } = action
    if (handler.response === 'modal') {
      const opened = await this.#attempt(
        interaction,
        this.#inContext(interaction, context => handler.open(context, args)),
      )
      if (typeof opened === 'string') await replyPrivately(interaction, opened)
      else if ('beside' in opened) await replyPrivately(interaction, opened.beside)
      else await interaction.showModal(opened)
    } else {
      const run = this.#inContext(interaction, context => handler.run(context, args))
      await this.#answer(interaction, handler.response, () => this.#queue.run(interaction.user.id, run))
    }
  }

  async #runModal(interaction: ModalSubmitInteraction): Promise<void> {
    const action = await this.#findAction(interaction, modals)
    if (action === undefined) return
    const { handler, args } = action
    // A modal that a command opened stands in no message.
    const response = interaction.isFromMessage() ? handler.response : 'reply'
    const run = this.#inContext(interaction, context => handler.run(context, args))
    await this.#answer(interaction, response, () => this.#queue.run(interaction.user.id, run))
  }

  /** Why whoever uses it may not, in a sentence for them. */
  #findRefusal(interaction: BaseInteraction, group: CommandGroup): string | undefined {
    if (group.isForEverybody === true) return undefined
    const refusal = this.#dependencies.access.refusalFor(subjectOfInteraction(interaction))
    return refusal && refusalSentence(refusal, this.#textsOf(interaction))
  }

  /**
   * What a custom id does; undefined, and refused, where it is none of the bot's, was made for another user, or is not for
   * somebody who may not use the bot.
   */
  async #findAction<Handler extends { readonly group: CommandGroup }>(
    interaction: ActionInteraction,
    handlers: ReadonlyMap<string, Handler>,
  ): Promise<{ readonly handler: Handler; readonly args: readonly string[] } | undefined> {
    const { commands } = this.#textsOf(interaction)
    const id = parseCustomId(interaction.customId)
    const handler = id && handlers.get(id.action)
    const isTheirs = id?.user === interaction.user.id || id?.user === EVERYBODY
    const refusal = handler && isTheirs ? this.#findRefusal(interaction, handler.group) : undefined
    if (handler !== undefined && isTheirs && refusal === undefined) return { handler, args: id?.args ?? [] }
    await replyPrivately(interaction, refusal ?? (handler === undefined ? commands.outdated : commands.notYours))
    return undefined
  }

  /** Without choices what is typed can still be sent. */
  async #autocomplete(interaction: AutocompleteInteraction): Promise<void> {
    const { commandName } = interaction
    const command = commands.get(commandName)
    const warn = (error: unknown) =>
      this.#dependencies.log.warn({ command: commandName, ...errorDetails(error) }, 'autocomplete failed')
    const isAllowed = await this.#pace.allows(interaction.user.id, 'choices')
    const complete = this.#inContext(interaction, async context =>
      isAllowed ? command?.autocomplete?.(context) : undefined,
    )
    const choices = await complete().catch(warn)
    await interaction.respond(choices ?? []).catch(warn)
  }

  /** Deferred at once, whatever the load: Discord waits 3 s. What follows may then take its time. */
  async #answer(
    interaction: CommandInteraction | ActionInteraction,
    response: 'update' | 'reply',
    run: () => Promise<View>,
  ): Promise<void> {
    // Any client can send a custom id on any message of the bot's: what others see is never written over.
    const isUpdate =
      response === 'update' &&
      !interaction.isCommand() &&
      interaction.message?.flags.has(MessageFlags.Ephemeral) === true
    if (isUpdate) await interaction.deferUpdate()
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const view = await this.#attempt(interaction, run)
    if (typeof view === 'string' || 'components' in view) {
      const isPanel = isUpdate && interaction.message?.flags.has(MessageFlags.IsComponentsV2) === true
      await interaction.editReply(renderView(view, isPanel))
    } else if (isUpdate) await interaction.followUp({ content: view.beside, flags: MessageFlags.Ephemeral })
    else await interaction.editReply({ content: view.beside })
  }

  #inContext<I extends BaseInteraction, T>(
    interaction: I,
    run: (context: InteractionContext<I>) => Promise<T>,
  ): () => Promise<T> {
    const [user, guild] = [interaction.user.id, interaction.guildId ?? undefined]
    const { spending } = this.#dependencies
    return async () => {
      // With them comes the language of the server. What is offered while somebody types has to be there at once.
      if (!interaction.isAutocomplete()) await readPlaceSettings(subjectOfInteraction(interaction), this.#dependencies)
      return await spending.charge({ user, guild }, async () =>
        run({
          ...this.#dependencies,
          ...{ interaction, texts: this.#textsOf(interaction), user, guild },
          channel: interaction.channelId ?? '0',
          audience: await audienceOfInteraction(interaction),
        }),
      )
    }
  }

  /** Where it fails that is logged, and said beside the panel, which stays as it is. */
  async #attempt<T>(
    interaction: ActionInteraction | CommandInteraction,
    run: () => Promise<T>,
  ): Promise<T | { readonly beside: string }> {
    try {
      return await run()
    } catch (error) {
      // Never what somebody typed.
      const command = interaction.isCommand() ? interaction.commandName : parseCustomId(interaction.customId)?.action
      this.#dependencies.log.error({ command: command ?? '?', ...errorDetails(error) }, 'command failed')
      const { memoryAway, failed } = this.#textsOf(interaction).commands
      return { beside: error instanceof MemoryUnavailable ? memoryAway : failed }
    }
  }
}

/** Who wants less is never too fast. */
function isStopButton(interaction: Interaction): boolean {
  return interaction.isButton() && questionOfStopButton(interaction.customId) !== undefined
}

async function replyPrivately(interaction: ActionInteraction | RepliableInteraction, content: string): Promise<void> {
  await interaction.reply({ content, flags: MessageFlags.Ephemeral })
}

/** A view as Discord takes it. Once a message is made of components its words have to stand in one as well. */
function renderView(view: Exclude<View, { readonly beside: string }>, isPanel: boolean): InteractionEditReplyOptions {
  if (typeof view === 'string')
    return isPanel ? renderView({ components: [textDisplay(view)] }, true) : { content: view }
  const { components, files = [] } = view
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [...components],
    // What was attached before goes: each panel brings its own.
    attachments: [],
    files: files.map(({ name, data }) => ({ name, attachment: data })),
  }
}

/** Unknown where the bot is not: a group, or a server to which the user brought it along. */
async function audienceOfInteraction(interaction: BaseInteraction): Promise<Audience> {
  if (interaction.context === InteractionContextType.BotDM) return { kind: 'user' }
  if (interaction.context !== InteractionContextType.Guild || !interaction.inCachedGuild()) return { kind: 'unknown' }
  // A channel that discord.js has not met is fetched.
  const channel: Channel | null =
    interaction.channel ?? (await interaction.client.channels.fetch(interaction.channelId ?? '0').catch(() => null))
  return channel === null ? { kind: 'unknown' } : audienceOfChannel(channel)
}

/** The Stop button under an answer that is still streaming: only the asker's click counts. */
async function stopAnswer(
  interaction: ButtonInteraction,
  question: MessageId,
  { coordinator, texts }: { readonly coordinator: AnswerCoordinator; readonly texts: Texts },
): Promise<void> {
  const verdict = coordinator.stop(question, interaction.user.id)
  if (verdict === 'stopping') await interaction.deferUpdate()
  else if (verdict === 'notYours') await replyPrivately(interaction, texts.commands.stopNotYours)
  // Left by a process that died: there is nothing to stop any more, so the button goes.
  else await interaction.update({ components: [] })
}
