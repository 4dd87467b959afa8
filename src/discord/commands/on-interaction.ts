import {
  type AutocompleteInteraction,
  type BaseInteraction,
  type ChatInputCommandInteraction,
  type Client,
  Events,
  type Interaction,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Logger } from 'pino'
import { errorFacts, MemoryUnavailable } from '../../errors.ts'
import type { Texts } from '../../texts/texts.ts'
import type { Answering } from '../answering.ts'
import { discordFacts } from '../failure.ts'
import { InOrder } from '../in-order.ts'
import type { Locales } from '../locales.ts'
import { stopQuestion } from '../messages.ts'
import { asUse } from './as-use.ts'
import { readCustomId } from './custom-id.ts'
import type { Control, Feature, Form, MessageMenu, SlashCommand, View } from './feature.ts'
import { isBeside, isOwn, isPanel, shown } from './show.ts'
import { stop } from './stop.ts'

export interface InteractionParts {
  readonly features: readonly Feature[]
  readonly answering: Answering
  readonly locales: Locales
  readonly log: Logger
}

type Deferred =
  | ChatInputCommandInteraction
  | MessageContextMenuCommandInteraction
  | MessageComponentInteraction
  | ModalSubmitInteraction

/** Answers those who use a command, a button, a menu or a form; only they read it. */
export function answerInteractions(client: Client<true>, parts: InteractionParts): void {
  const responder = new Responder(parts)
  client.on(Events.InteractionCreate, interaction => {
    responder.respond(interaction).catch((error: unknown) => {
      parts.log.error(
        { interaction: interaction.id, ...discordFacts(error) },
        'a click or command could not be answered',
      )
    })
  })
}

class Responder {
  readonly #parts: InteractionParts
  readonly #commands: ReadonlyMap<string, SlashCommand>
  readonly #menus: ReadonlyMap<string, MessageMenu>
  readonly #controls: ReadonlyMap<string, Control>
  readonly #forms: ReadonlyMap<string, Form>
  /** What one user clicks is done in order: a double click is two clicks, the second of which sees what the first has done. */
  readonly #order = new InOrder()

  constructor(parts: InteractionParts) {
    const { features } = parts
    this.#parts = parts
    this.#commands = new Map(features.flatMap(({ commands = [] }) => commands.map(one => [one.definition.name, one])))
    this.#menus = new Map(features.flatMap(({ menus = [] }) => menus.map(one => [one.definition.name, one])))
    this.#controls = new Map(features.flatMap(({ controls = {} }) => Object.entries(controls)))
    this.#forms = new Map(features.flatMap(({ forms = {} }) => Object.entries(forms)))
  }

  async respond(interaction: Interaction): Promise<void> {
    const { locales } = this.#parts
    locales.told(interaction.user.id, interaction.locale)
    const texts = locales.textsOf(interaction.user.id)
    if (interaction.isAutocomplete()) await this.#complete(interaction, texts)
    else if (interaction.isChatInputCommand()) await this.#command(interaction, texts)
    else if (interaction.isMessageContextMenuCommand()) await this.#menu(interaction, texts)
    else if (interaction.isMessageComponent()) await this.#component(interaction, texts)
    else if (interaction.isModalSubmit()) await this.#form(interaction, texts)
  }

  async #command(interaction: ChatInputCommandInteraction, texts: Texts): Promise<void> {
    const command = this.#commands.get(interaction.commandName)
    await this.#answer(interaction, 'reply', texts, async () =>
      command === undefined ? texts.commands.unknown : await command.run(await asUse(interaction, texts)),
    )
  }

  async #menu(interaction: MessageContextMenuCommandInteraction, texts: Texts): Promise<void> {
    const menu = this.#menus.get(interaction.commandName)
    await this.#answer(interaction, 'reply', texts, async () =>
      menu === undefined ? texts.commands.unknown : await menu.run(await asUse(interaction, texts)),
    )
  }

  async #component(interaction: MessageComponentInteraction, texts: Texts): Promise<void> {
    const question = stopQuestion(interaction.customId)
    if (question !== undefined && interaction.isButton()) {
      await stop(interaction, question, { answering: this.#parts.answering, texts })
      return
    }
    const id = readCustomId(interaction.customId)
    const control = id && this.#controls.get(id.action)
    if (id === undefined || control === undefined) await refuse(interaction, texts.commands.outdated)
    else if (id.user !== interaction.user.id) await refuse(interaction, texts.commands.notYours)
    else if (control.how === 'form') await this.#open(interaction, texts, control, id.args)
    else {
      await this.#answer(interaction, control.how, texts, async () =>
        this.#order.run(id.user, async () => control.run(await asUse(interaction, texts), id.args)),
      )
    }
  }

  async #form(interaction: ModalSubmitInteraction, texts: Texts): Promise<void> {
    const id = readCustomId(interaction.customId)
    const form = id && this.#forms.get(id.action)
    if (id === undefined || form === undefined) await refuse(interaction, texts.commands.outdated)
    else if (id.user !== interaction.user.id) await refuse(interaction, texts.commands.notYours)
    else {
      // A form that a command opened stands in no message.
      const how = interaction.isFromMessage() ? form.how : 'reply'
      await this.#answer(interaction, how, texts, async () =>
        this.#order.run(id.user, async () => form.run(await asUse(interaction, texts), id.args)),
      )
    }
  }

  async #open(
    interaction: MessageComponentInteraction,
    texts: Texts,
    control: Extract<Control, { how: 'form' }>,
    args: readonly string[],
  ): Promise<void> {
    const form = await this.#try(interaction, texts, async () => control.open(await asUse(interaction, texts), args))
    if ('failed' in form) await refuse(interaction, form.failed)
    else if (typeof form.done === 'string') await refuse(interaction, form.done)
    else await interaction.showModal(form.done)
  }

  async #complete(interaction: AutocompleteInteraction, texts: Texts): Promise<void> {
    const complete = this.#commands.get(interaction.commandName)?.complete
    try {
      await interaction.respond(complete === undefined ? [] : await complete(await asUse(interaction, texts)))
    } catch (error) {
      this.#parts.log.warn({ command: interaction.commandName, ...errorFacts(error) }, 'no choices could be offered')
    }
  }

  /** Acknowledged at once, whatever the load: Discord waits 3 s. What follows may then take its time. */
  async #answer(interaction: Deferred, how: 'update' | 'reply', texts: Texts, run: () => Promise<View>): Promise<void> {
    // Any client can send a custom id on any message of the bot's: what others see is never written over.
    const isUpdate = how === 'update' && !interaction.isCommand() && isOwn(interaction.message)
    if (isUpdate) await interaction.deferUpdate()
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const view = await this.#try(interaction, texts, run)
    // A panel stays as it is when something fails.
    const said = 'done' in view ? view.done : { beside: view.failed }
    if (!isBeside(said)) await interaction.editReply(shown(said, isUpdate && isPanel(interaction.message)))
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
      this.#parts.log.error({ ...nameOf(interaction), ...errorFacts(error) }, 'a command failed')
      return { failed: error instanceof MemoryUnavailable ? commands.memoryAway : commands.failed }
    }
  }
}

/** What may be logged of it: never what somebody typed. */
function nameOf(interaction: BaseInteraction): { readonly command: string } {
  if (interaction.isCommand()) return { command: interaction.commandName }
  const id = interaction.isMessageComponent() || interaction.isModalSubmit() ? interaction.customId : ''
  return { command: readCustomId(id)?.action ?? '?' }
}

async function refuse(
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  sentence: string,
): Promise<void> {
  await interaction.reply({ content: sentence, flags: MessageFlags.Ephemeral })
}
