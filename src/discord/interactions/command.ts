import type {
  APIMessageTopLevelComponent,
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  BaseInteraction,
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import type { ContentJudge } from '../../memory/content/judge.ts'
import type { ConversationStore } from '../../memory/ports/conversation-store.ts'
import type { ServerSettings } from '../../memory/ports/settings/server-settings.ts'
import type { UsageLedger } from '../../memory/ports/usage-ledger.ts'
import type { UserMemoryStore } from '../../memory/ports/user-memory-store.ts'
import type { RecallDependencies } from '../../memory/retrieval/recall.ts'
import type { Audience } from '../../memory/scope.ts'
import type { Conversation, GuildId, UserId } from '../../memory/types.ts'
import type { Logger } from '../../observability/logger.ts'
import type { Caps } from '../../spending/caps.ts'
import type { Spending } from '../../spending/spending.ts'
import type { AccessPolicy } from '../access/access-policy.ts'
import type { AnswerCoordinator } from '../answering/answer-coordinator.ts'
import type { AnswerJournal } from '../answering/answer-journal.ts'
import type { UsageLimits } from '../answering/usage-limits.ts'
import type { MessageParser } from '../incoming/parse-message.ts'
import type { ListenedChannels } from '../listened-channels.ts'
import type { ModelChoice } from '../model-choice.ts'
import type { UserLocales } from '../user-locales.ts'

export interface CommandSettings {
  readonly maxFacts: number
  readonly maxEntities: number
  readonly historyDays: number
  /** How long a user is silent before what they said is learned. */
  readonly learnDelayMs: number
  /** In which days are told to users who set no time zone. */
  readonly timeZone: string
  /** The hosts to which messages are sent to be answered, learned from and embedded, as `/privacy` tells them. */
  readonly providers: { readonly chat: string; readonly embeddings: string }
}

/** A model that answers, as owners are told of it. */
export interface ChatModelDescription {
  /** As the settings call it. */
  readonly name: string
  readonly model: string
  readonly host: string
  /** What it takes with its answer, where that is known. */
  contextTokens(): number | undefined
  /** Why it does not work, as far as is known. */
  standing(): { readonly line: string } | undefined
}

/** What the commands work with. */
export interface CommandDependencies {
  readonly conversations: ConversationStore
  readonly userMemory: UserMemoryStore
  readonly serverSettings: ServerSettings
  /** How facts are found that somebody asks about. */
  readonly recall: RecallDependencies
  readonly coordinator: AnswerCoordinator
  readonly journal: AnswerJournal
  readonly usageLimits: UsageLimits
  readonly spending: Spending
  readonly usageLedger: Pick<UsageLedger, 'now' | 'readDay'>
  readonly caps: Caps
  /** Each part of the bot; nothing where it is well, else why not, in words for operators. */
  readonly health: () => Readonly<Record<string, string | undefined>>
  readonly parseMessage: MessageParser
  readonly listenedChannels: ListenedChannels
  readonly userLocales: UserLocales
  /** Who may use the bot, and where. */
  readonly access: AccessPolicy
  readonly hasMessageContent: boolean
  /** The models that answer, the first of the settings first. */
  readonly chatModels: readonly ChatModelDescription[]
  readonly modelChoice: ModelChoice
  /** Learns what a user has said so far. Throws ModelError or MemoryUnavailable. */
  readonly learnNow: (user: UserId) => Promise<void>
  readonly log: Logger
  readonly settings: CommandSettings
  /** What must not be kept for what it means. */
  readonly content: ContentJudge
}

/**
 * Somebody uses a command, a button, a menu or a modal: who, what and where, and what the bot does it with. Whatever it
 * answers is read by them alone.
 */
export interface InteractionContext<Interaction = BaseInteraction> extends Conversation, CommandDependencies {
  readonly interaction: Interaction
  /** The sentences of the bot, in the user's language. */
  readonly texts: Texts
  readonly guild: GuildId | undefined
  /** Who can read along where it is used: the scope under which something said here would be kept. */
  readonly audience: Audience
}

export type CommandContext = InteractionContext<ChatInputCommandInteraction>
export type AutocompleteContext = InteractionContext<AutocompleteInteraction>
export type MessageCommandContext = InteractionContext<MessageContextMenuCommandInteraction>
export type ComponentContext = InteractionContext<MessageComponentInteraction>
export type ModalContext = InteractionContext<ModalSubmitInteraction>

/** For whom a panel is made, and where it is read. */
export interface ViewContext extends Pick<InteractionContext, 'user' | 'texts'> {
  readonly interaction: Pick<BaseInteraction, 'client' | 'guildId'>
}

/**
 * What the user reads: a sentence, or a panel of components (V2: 40 of them and 4,000 characters at most). A sentence
 * `beside` stands in a message of its own, and the message that was clicked stays as it is.
 */
export type View =
  | string
  | {
      readonly components: readonly APIMessageTopLevelComponent[]
      /** A `File` component names each of them by `attachment://<name>`. */
      readonly files?: readonly { readonly name: string; readonly data: Buffer }[]
    }
  | { readonly beside: string }

export interface AutocompleteChoice {
  readonly name: string
  readonly value: string
}

export interface SlashCommand {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody
  readonly run: (context: CommandContext) => Promise<View>
  /** What is offered while an option is typed: 25 choices at most, and at once, as autocompletion can't be deferred. */
  readonly autocomplete?: (context: AutocompleteContext) => Promise<readonly AutocompleteChoice[]>
}

/** A command in the context menu of a message. */
export interface MessageCommand {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody
  readonly run: (context: MessageCommandContext) => Promise<View>
}

/** What a component or modal does: the message it stands in changes, or another comes. `args`: of its custom id. */
export interface ActionHandler<Context> {
  readonly response: 'update' | 'reply'
  readonly run: (context: Context, args: readonly string[]) => Promise<View>
}

/** A component that opens a modal, at once, as a modal can't be deferred. A sentence instead says why there is none. */
export interface ModalOpener {
  readonly response: 'modal'
  readonly open: (
    context: ComponentContext,
    args: readonly string[],
  ) => Promise<APIModalInteractionResponseCallbackData | string>
}

/**
 * Something people can do: its commands, and its components and modals by the actions in their custom ids,
 * `<group>.<verb>`.
 */
export interface CommandGroup {
  /**
   * Works also for people, and in places, that the bot may not answer: what everybody may do with what is known of them, and
   * what looks for itself who uses it.
   */
  readonly isForEverybody?: true
  readonly commands?: readonly SlashCommand[]
  readonly messageCommands?: readonly MessageCommand[]
  readonly components?: Readonly<Record<string, ActionHandler<ComponentContext> | ModalOpener>>
  readonly modals?: Readonly<Record<string, ActionHandler<ModalContext>>>
}

/** The message in which something was clicked changes. */
export function update<Context>(run: ActionHandler<Context>['run']): ActionHandler<Context> {
  return { response: 'update', run }
}

/** Another message comes. */
export function reply<Context>(run: ActionHandler<Context>['run']): ActionHandler<Context> {
  return { response: 'reply', run }
}

/** A modal opens. */
export function modal(open: ModalOpener['open']): ModalOpener {
  return { response: 'modal', open }
}
