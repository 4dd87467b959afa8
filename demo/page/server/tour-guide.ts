import { MessageFlags, type Snowflake } from 'discord-api-types/v10'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { controlsOf } from '../../../fake-discord/messages/controls.ts'
import type { Person } from '../../../fake-discord/person.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import type { TourState } from '../../tour/state.ts'
import { TOURIST, type TourStep, tourSteps } from '../../tour/steps.ts'
import { Tour } from '../../tour/tour.ts'
import type { BotProcess } from '../../world/bot-process.ts'
import type { ActionOf, Interacted, PageAction, PageTour } from '../protocol.ts'
import type { Actions } from './perform.ts'

interface GuideOptions {
  readonly discord: Loopback
  readonly bot: BotProcess
  readonly actions: Actions
  readonly readMs?: number | undefined
  readonly onState: (tour: PageTour) => void
}

/** Longer than the tour waits for a step: it says so itself. */
const PATIENT = { timeout: 120_000 }

/** Leads through the tour on the page: its person does what somebody on the page would. */
export class PageTourGuide {
  readonly #discord: Loopback
  readonly #bot: BotProcess
  readonly #actions: Actions
  readonly #tour: Tour

  constructor({ discord, bot, actions, readMs, onState }: GuideOptions) {
    this.#discord = discord
    this.#bot = bot
    this.#actions = actions
    this.#tour = new Tour({
      ...{ bot, readMs, tourist: this.#tourist.id },
      port: { perform: step => this.#perform(step) },
      onState: state => onState(this.#placed(state)),
    })
  }

  /** Undefined before somebody has taken it. */
  get state(): PageTour | undefined {
    const { state } = this.#tour
    return state === undefined ? undefined : this.#placed(state)
  }

  lead(how: ActionOf<'tour'>['how']): void {
    if (how === 'start') void this.#tour.start()
    else if (how === 'hold') this.#tour.hold()
    else if (how === 'go-on') this.#tour.goOn()
    else this.#tour.end()
  }

  /** Waits where somebody does something as the tour's person, or to the bot's process. */
  giveWay(action: PageAction): void {
    if (action.kind === 'bot' || ('as' in action && action.as === this.#tourist.id)) this.#tour.hold()
  }

  get #tourist(): Person {
    return this.#discord.user(TOURIST)
  }

  #placed(state: TourState): PageTour {
    const place = tourSteps[state.step - 1]?.place ?? 'DM'
    return { ...state, personId: this.#tourist.id, placeId: this.#placeId(place) }
  }

  #placeId(place: TourStep['place']): Snowflake {
    return (place === 'DM' ? this.#tourist.dmChannel : this.#discord.channel(place.slice(1))).id
  }

  async #perform({ place, act }: TourStep): Promise<void> {
    const seat = { as: this.#tourist.id, channelId: this.#placeId(place) }
    switch (act.kind) {
      case 'restart':
        return await this.#bot.restart()
      case 'command':
        return await this.#answered(
          seat.channelId,
          await this.#actions.perform<'command'>({ ...seat, kind: 'command', name: act.name, options: act.options }),
        )
      case 'message-menu': {
        const { id: messageId } = this.#newest(seat.channelId, ({ visibleTo }) => visibleTo === undefined, act.name)
        const { name } = act
        return await this.#answered(
          seat.channelId,
          await this.#actions.perform<'message-menu'>({ ...seat, kind: 'message-menu', messageId, name }),
        )
      }
      case 'confirm':
        return await this.#confirm(seat, act)
      default: {
        const text = act.text.replace('@Keepsake', `<@${this.#discord.botId}>`)
        const { messageId } = await this.#actions.perform<'say'>({ ...seat, kind: 'say', text })
        const said = this.#discord.world.message(seat.channelId, messageId)
        if (said === undefined) throw new Error('What the tour said was deleted, so it has ended here.')
        await this.#discord.reply(said, PATIENT)
      }
    }
  }

  async #confirm(
    seat: { as: Snowflake; channelId: Snowflake },
    { button, field, words }: Extract<TourStep['act'], { kind: 'confirm' }>,
  ): Promise<void> {
    const find = ({ components = [] }: StoredMessage) => controlsOf(components).find(({ label }) => label === button)
    const panel = this.#newest(seat.channelId, message => find(message) !== undefined, button)
    const click = { messageId: panel.id, customId: find(panel)?.custom_id ?? '' }
    const { interactionId } = await this.#actions.perform<'click'>({ ...seat, kind: 'click', ...click })
    const form = { as: seat.as, interactionId, fields: { [field]: words } }
    await this.#answered(seat.channelId, await this.#actions.perform<'submit'>({ kind: 'submit', ...form }))
  }

  /** The bot's newest message there that the tour's person sees and that fits. Throws where there is none. */
  #newest(channelId: Snowflake, fits: (message: StoredMessage) => boolean, name: string): StoredMessage {
    const isSeen = ({ visibleTo }: StoredMessage) => visibleTo === undefined || visibleTo === this.#tourist.id
    const found = this.#discord
      .messages({ id: channelId })
      .findLast(message => message.author.id === this.#discord.botId && isSeen(message) && fits(message))
    if (found === undefined) throw new Error(`There is nothing left here for “${name}”, so the tour has ended here.`)
    return found
  }

  /** Resolves when the answer to an interaction is whole. */
  async #answered(channelId: Snowflake, { interactionId }: Interacted): Promise<void> {
    const isAnswer = ({ interaction_metadata: from, flags }: StoredMessage) =>
      from?.id === interactionId && (Number(flags ?? 0) & MessageFlags.Loading) === 0
    if (this.#discord.messages({ id: channelId }).some(isAnswer)) return
    await this.#discord.until(
      happening => (happening.kind === 'message' || happening.kind === 'edit') && isAnswer(happening.message),
      { ...PATIENT, channelId },
    )
  }
}
