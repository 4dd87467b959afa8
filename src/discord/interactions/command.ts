import {
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  InteractionContextType,
  type MessageComponentInteraction,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { Texts } from '../../locales/en.ts'
import type { Audience } from '../../memory/scope.ts'
import type { Conversation, GuildId } from '../../memory/types.ts'

/** Somebody uses a command, a button, a menu or a form. Whatever it answers is read by them alone. */
export interface InteractionContext<Interaction> extends Conversation {
  readonly interaction: Interaction
  /** What is said to them, in their language. */
  readonly texts: Texts
  readonly guild: GuildId | undefined
  /** Who reads along where it is used: under what scope something said here would be kept. */
  readonly audience: Audience
}

/**
 * What they read: a sentence, or a panel of components (V2: 40 of them and 4,000 characters at most). A sentence `beside`
 * stands in a message of its own, and the one that was clicked stays as it is.
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

/** A slash command. */
export interface SlashCommand {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody
  run(use: InteractionContext<ChatInputCommandInteraction>): Promise<View>
  /** What is offered while an option is typed; 25 at most, and at once: it can't be put off. */
  autocomplete?(use: InteractionContext<AutocompleteInteraction>): Promise<readonly AutocompleteChoice[]>
}

/** A command in the menu of a message. */
export interface MessageCommand {
  readonly definition: RESTPostAPIApplicationCommandsJSONBody
  run(use: InteractionContext<MessageContextMenuCommandInteraction>): Promise<View>
}

/** What happens at a button or menu: the message it stands in changes, another comes, or a form opens. `args`: of its custom id. */
export type ComponentHandler =
  | {
      readonly how: 'update' | 'reply'
      run(use: InteractionContext<MessageComponentInteraction>, args: readonly string[]): Promise<View>
    }
  | {
      readonly how: 'form'
      /** At once: a form can't be put off. A sentence instead says why there is none. */
      open(
        use: InteractionContext<MessageComponentInteraction>,
        args: readonly string[],
      ): Promise<APIModalInteractionResponseCallbackData | string>
    }

/** What happens when a form is sent. */
export interface ModalHandler {
  readonly how: 'update' | 'reply'
  run(use: InteractionContext<ModalSubmitInteraction>, args: readonly string[]): Promise<View>
}

/** Something people can do, with all its commands, buttons and forms. Actions are named `<feature>.<verb>`. */
export interface CommandGroup {
  readonly commands?: readonly SlashCommand[]
  readonly messageCommands?: readonly MessageCommand[]
  readonly components?: Readonly<Record<string, ComponentHandler>>
  readonly modals?: Readonly<Record<string, ModalHandler>>
}

/** For a command that works everywhere, also where the bot is not: its user brings it along. */
export const everywhereInstallable = {
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}
