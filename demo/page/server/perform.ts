import type { Snowflake } from 'discord-api-types/v10'
import type { Interaction } from '../../../fake-discord/interactions/interaction.ts'
import type { CommandOptions } from '../../../fake-discord/interactions/use-command.ts'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Upload } from '../../../fake-discord/messages/upload.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { Channel, StoredMessage } from '../../../fake-discord/stored.ts'
import type { BotProcess } from '../../world/bot-process.ts'
import type { DemoWorld } from '../../world/open-world.ts'
import type { ActionKind, ActionOf, ActionResults, Interacted } from '../protocol.ts'
import { castOf } from './describe-world.ts'
import type { ModelChoice } from './model-choice.ts'

/** Discord gives a bot 3 s to react. */
const REACT_MS = 3500
/** Forms that somebody may still send; Discord's are good for 15 minutes. */
const KEPT_FORMS = 100

/** What can't be done, in a sentence for whoever tried. */
class ActionRefusal extends Error {
  override readonly name = 'ActionRefusal'
}

type Perform<Kind extends ActionKind> = (
  action: ActionOf<Kind>,
  files: readonly Upload[],
) => Promise<ActionResults[Kind]> | ActionResults[Kind]

/** Does what somebody does on the page. */
export class Actions {
  readonly #discord: Loopback
  readonly #bot: BotProcess
  readonly #tour: (how: ActionOf<'tour'>['how']) => void
  readonly #forms = new Map<Snowflake, Interaction>()

  readonly #models: ModelChoice

  constructor(
    { discord, bot }: Pick<DemoWorld, 'discord' | 'bot'>,
    models: ModelChoice,
    tour: (how: ActionOf<'tour'>['how']) => void,
  ) {
    this.#discord = discord
    this.#bot = bot
    this.#models = models
    this.#tour = tour
  }

  /** Rejects with what a person can mend as an Error. */
  async perform<Kind extends ActionKind>(
    action: ActionOf<Kind>,
    files: readonly Upload[] = [],
  ): Promise<ActionResults[Kind]> {
    const perform: Perform<Kind> = this.#performers[action.kind]
    return await perform(action, files)
  }

  readonly #performers: { readonly [Kind in ActionKind]: Perform<Kind> } = {
    say: async ({ as, channelId, text, replyTo, ping }, files) => {
      const place = this.#place(channelId)
      const message = await this.#person(as).says(place, text, {
        ...{ files, pingRepliedTo: ping !== false },
        ...(replyTo !== undefined && { replyTo: this.#message(channelId, replyTo) }),
      })
      return { messageId: message.id }
    },
    edit: async ({ as, channelId, messageId, text }) => {
      await this.#person(as).edits(this.#own(as, channelId, messageId), text)
      return {}
    },
    delete: async ({ as, channelId, messageId }) => {
      await this.#person(as).deletes(this.#own(as, channelId, messageId))
      return {}
    },
    type: ({ as, channelId }) => {
      this.#person(as).types(this.#place(channelId))
      return {}
    },
    command: async ({ as, channelId, name, options }, files) =>
      this.#interacted(
        await this.#person(as).command(name, filled(options, files), { in: this.#place(channelId), ...SOON }),
      ),
    autocomplete: async ({ as, channelId, name, option, value, others }) => {
      const typed = { option, value, others: filled(others, []) }
      return { choices: await this.#person(as).autocompletes(name, typed, { in: this.#place(channelId), ...SOON }) }
    },
    'message-menu': async ({ as, channelId, messageId, name }) =>
      this.#interacted(await this.#person(as).menu(name, this.#message(channelId, messageId), SOON)),
    'user-menu': async ({ as, channelId, userId, name }) => {
      const user = this.#discord.world.users.get(userId)
      if (user === undefined) throw new ActionRefusal('There is nobody of that id.')
      return this.#interacted(await this.#person(as).userMenu(name, { user }, { in: this.#place(channelId), ...SOON }))
    },
    click: async ({ as, channelId, messageId, customId }) =>
      this.#interacted(await this.#person(as).clicks(this.#message(channelId, messageId), customId, SOON)),
    select: async ({ as, channelId, messageId, customId, values }) =>
      this.#interacted(await this.#person(as).selects(this.#message(channelId, messageId), customId, values, SOON)),
    submit: async ({ as, interactionId, fields }) => {
      const opened = this.#forms.get(interactionId)
      if (opened === undefined) throw new ActionRefusal('This form is closed: open it again.')
      const sent = await this.#person(as).submits(opened, fields, SOON)
      this.#forms.delete(interactionId)
      return this.#interacted(sent)
    },
    language: ({ as, locale }) => {
      this.#person(as).locale = locale as Person['locale']
      return {}
    },
    tour: ({ how }) => {
      this.#tour(how)
      return {}
    },
    'find-models': async () => ({ providers: await this.#models.find() }),
    'use-model': async asked => await this.#models.choose(asked),
    'keep-model': async ({ replaces }) => await this.#models.keep(replaces),
    bot: ({ how }) => {
      if (how === 'kill') this.#bot.kill()
      // How it goes on is told in the stream, a failure as well.
      else (how === 'restart' ? this.#bot.restart() : this.#bot.launch()).catch(() => undefined)
      return {}
    },
  }

  #person(id: Snowflake): Person {
    const person = castOf(this.#discord).find(one => one.id === id)
    if (person === undefined) throw new ActionRefusal('There is nobody of that id to be.')
    return person
  }

  #place(id: Snowflake): Channel {
    const place = this.#discord.world.channels.get(id)
    if (place === undefined) throw new ActionRefusal('This place is gone.')
    return place
  }

  #message(channelId: Snowflake, id: Snowflake): StoredMessage {
    const message = this.#discord.world.message(channelId, id)
    if (message === undefined) throw new ActionRefusal('This message is gone.')
    return message
  }

  #own(as: Snowflake, channelId: Snowflake, id: Snowflake): StoredMessage {
    const message = this.#message(channelId, id)
    if (message.author.id !== as) throw new ActionRefusal('This is somebody else’s message.')
    return message
  }

  #interacted(interaction: Interaction): Interacted {
    const { id, modal } = interaction
    if (modal === undefined) return { interactionId: id }
    this.#forms.set(id, interaction)
    const [oldest] = this.#forms.keys()
    if (this.#forms.size > KEPT_FORMS && oldest !== undefined) this.#forms.delete(oldest)
    return { interactionId: id, modal }
  }
}

const SOON = { until: 'acknowledged', timeout: REACT_MS } as const

function filled(options: ActionOf<'command'>['options'], files: readonly Upload[]): CommandOptions {
  const value = (given: ActionOf<'command'>['options'][string]): CommandOptions[string] => {
    if (typeof given !== 'object' || 'id' in given) return given
    const file = files[given.file]
    if (file === undefined) throw new ActionRefusal('The file did not come along.')
    return file
  }
  return Object.fromEntries(Object.entries(options).map(([name, given]) => [name, value(given)]))
}
