import { randomBytes } from 'node:crypto'
import {
  type APIApplicationCommand,
  type APIApplicationCommandOptionChoice,
  type APIInteraction,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  type APIUser,
  InteractionResponseType,
  type InteractionType,
  MessageFlags,
  type Snowflake,
} from 'discord-api-types/v10'
import { type Control, controlsOf } from '../messages/controls.ts'
import { textOf } from '../messages/text.ts'
import { refusals } from '../rest/errors.ts'
import type { Channel, StoredMessage } from '../stored.ts'

const ACKNOWLEDGE_WITHIN_MS = 3000
const TOKEN_LIVES_MS = 15 * 60_000

/** What somebody started (a command, a click, a form) and all that the bot has answered to it so far. */
export class Interaction {
  readonly id: Snowflake
  readonly type: InteractionType
  readonly token = randomBytes(48).toString('base64url')
  readonly user: APIUser
  readonly channel: Channel
  /** The message whose component was used. */
  readonly source: StoredMessage | undefined
  readonly command: APIApplicationCommand | undefined
  /** When it began, by `Date.now()`; tests may move it back to let it expire. */
  startedAt = Date.now()
  /** What INTERACTION_CREATE said. */
  payload: APIInteraction | undefined
  /** How the bot answered first; undefined while it has not. */
  answeredWith: InteractionResponseType | undefined
  /** The message that is the answer: for an update, the one that was updated. */
  message: StoredMessage | undefined
  readonly followUps: StoredMessage[] = []
  /** Whether the bot edited its answer, or the message whose component was used, or followed up. */
  hasMore = false
  /** The form the bot opened. */
  modal: APIModalInteractionResponseCallbackData | undefined
  /** What the bot offered for an autocomplete. */
  choices: readonly APIApplicationCommandOptionChoice[] | undefined

  constructor(begun: Pick<Interaction, 'channel' | 'command' | 'id' | 'source' | 'type' | 'user'>) {
    this.id = begun.id
    this.type = begun.type
    this.user = begun.user
    this.channel = begun.channel
    this.source = begun.source
    this.command = begun.command
  }

  get content(): string {
    return this.message?.content ?? ''
  }

  /** All that is written in the answer, be it content or components. */
  get text(): string {
    return this.message === undefined ? '' : textOf(this.message)
  }

  /** The buttons and menus of the answer, in order. */
  get controls(): readonly Control[] {
    return controlsOf(this.components)
  }

  get components(): readonly APIMessageTopLevelComponent[] {
    return this.message?.components ?? []
  }

  get ephemeral(): boolean {
    return this.message?.visibleTo !== undefined
  }

  /** Whether the bot asked for more time first. */
  get deferred(): boolean {
    return (
      this.answeredWith === InteractionResponseType.DeferredChannelMessageWithSource ||
      this.answeredWith === InteractionResponseType.DeferredMessageUpdate
    )
  }

  get isLoading(): boolean {
    return ((this.message?.flags ?? 0) & MessageFlags.Loading) !== 0
  }

  /** Whether the user sees an answer: acknowledged, and a message that was promised is there. */
  get isAnswered(): boolean {
    return this.answeredWith !== undefined && !this.isLoading
  }

  /** Whether it has come as far as somebody waits for. */
  isAt(stage: 'acknowledged' | 'answered' | 'updated'): boolean {
    if (stage === 'acknowledged') return this.answeredWith !== undefined
    const isPutOff = this.answeredWith === InteractionResponseType.DeferredMessageUpdate && !this.hasMore
    return this.isAnswered && (stage === 'answered' || !isPutOff)
  }

  /** Refuses a first answer that comes too late, or a second one. */
  requireUnanswered(): void {
    if (this.answeredWith !== undefined) throw refusals.alreadyAcknowledged()
    if (Date.now() - this.startedAt > ACKNOWLEDGE_WITHIN_MS) throw refusals.unknownInteraction()
  }

  /** Refuses follow-ups before the first answer and after the token's life. */
  requireOpen(): void {
    if (Date.now() - this.startedAt > TOKEN_LIVES_MS) throw refusals.invalidWebhookToken()
    if (this.answeredWith === undefined) throw refusals.unknownWebhook()
  }
}
