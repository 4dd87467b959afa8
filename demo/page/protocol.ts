import {
  type APIApplicationCommand,
  type APIApplicationCommandOptionChoice,
  type APIGuildMember,
  type APIModalInteractionResponseCallbackData,
  type APIRole,
  type APIUser,
  Locale,
} from 'discord-api-types/v10'
import { z } from 'zod'
import type { StoredMessage } from '../../fake-discord/stored.ts'
import type { TourState } from '../tour/state.ts'
import type { MemoryEvent, PageAnswer, PageMemory, PageRequest } from './memory-events.ts'

/**
 * All that crosses between the demo's server and its page.
 *
 * Server to page: `GET /events`, server-sent events, each one `PageEvent` as JSON under an id. The first that a page gets is a
 * `snapshot` of everything; one that was away for a moment gets what it missed instead (`Last-Event-ID`). The stream is the same
 * for every tab: who somebody is and where they look is the tab's own matter, and the page shows of the talk what that person
 * would see (`Place.readers`, `PageMessage.visibleTo`).
 *
 * Page to server: `POST /actions`, one `PageAction` as JSON, or as a form whose field `action` is that JSON and whose fields
 * `file` are files. The answer is an `ActionReply`: what comes of an action is else seen in the stream.
 */
export type PageEvent = SnapshotEvent | TalkEvent | BotEvent | TourEvent | MemoryEvent | SettingEvent

/** All there is, at once. Replaces whatever the page knew. */
export interface SnapshotEvent {
  readonly kind: 'snapshot'
  readonly world: PageWorld
  /** Of all places, in the order of their ids within each. */
  readonly messages: readonly PageMessage[]
  readonly bot: BotState
  /** Of those in `people` of whom the bot has told since somebody looks. */
  readonly memories: readonly PageMemory[]
  readonly answers: readonly PageAnswer[]
  readonly requests: readonly PageRequest[]
  /** Once somebody has taken it. */
  readonly tour?: PageTour | undefined
  readonly setting: DemoSetting
}

/** What the demo runs with, in words. */
interface DemoSetting {
  readonly model: string
  readonly memory: string
  readonly logFile: string
}

interface SettingEvent {
  readonly kind: 'setting'
  readonly setting: DemoSetting
}

/** What happens on the small Discord. */
export type TalkEvent =
  /** Who and what there is has changed: the whole of it. */
  | { readonly kind: 'world'; readonly world: PageWorld }
  /** A new message, or one that changed: it takes the place of the one with its id. Nothing else is sent of an edit. */
  | { readonly kind: 'message'; readonly message: PageMessage }
  | { readonly kind: 'delete'; readonly channelId: string; readonly ids: readonly string[] }
  /** Shown for 10 s, or until a message of theirs comes there. */
  | { readonly kind: 'typing'; readonly channelId: string; readonly userId: string }

interface TourEvent {
  readonly kind: 'tour'
  readonly tour: PageTour
}

/** The tour, which the server leads, and whom and which place its step is to be seen in. */
export interface PageTour extends TourState {
  readonly personId: string
  readonly placeId: string
}

/** How the bot's process is. */
interface BotEvent {
  readonly kind: 'bot'
  readonly bot: BotState
}

/**
 * `starting`: its process runs and does not answer yet; `ready`: it answers; `restarting`: it was asked to end, and another
 * begins; `gone`: it ended and nothing starts another one, before somebody does.
 */
export interface BotState {
  readonly is: 'starting' | 'ready' | 'restarting' | 'gone'
  /** Milliseconds since 1970. */
  readonly since: number
  /** Of its process, while there is one. */
  readonly pid?: number | undefined
  /** How many processes there have been, this one with them. */
  readonly starts: number
  /** What it does meanwhile, or why it is gone, in words. */
  readonly why?: string | undefined
}

export interface PageWorld {
  readonly bot: PagePerson
  /** Everybody somebody can be on the page, the admin first. */
  readonly people: readonly PagePerson[]
  /** All users by id, other bots with them: for mentions. */
  readonly users: readonly APIUser[]
  readonly servers: readonly PageServer[]
  /** Channels, threads and direct messages with the bot. */
  readonly places: readonly Place[]
  /** What the bot has registered: slash commands and those of messages' and people's menus. */
  readonly commands: readonly APIApplicationCommand[]
}

export interface PagePerson {
  readonly id: string
  readonly name: string
  /** In a line, what they are there: `admin`, `staff`, `visitor`. */
  readonly role: string
  /** Their Discord's language. */
  readonly locale: string
}

interface PageServer {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly roles: readonly APIRole[]
  readonly members: readonly Pick<APIGuildMember, 'nick' | 'roles' | 'user'>[]
}

/** Where people talk. */
export interface Place {
  readonly id: string
  readonly kind: 'channel' | 'thread' | 'dm'
  /** Without `#`; of a direct message the name of the person whose it is. */
  readonly name: string
  readonly serverId?: string | undefined
  /** Of a thread: its channel. */
  readonly parentId?: string | undefined
  /** Whether some of its server do not see it. */
  readonly isPrivate: boolean
  /** Ids of those in `people` who see it. */
  readonly readers: readonly string[]
  /** Ids of those in `people` who may write there. */
  readonly writers: readonly string[]
}

/** As it stands on Discord now. `visibleTo`: the one person who sees it, when it is ephemeral. URLs of files are the page's own. */
export type PageMessage = Omit<StoredMessage, 'pinged' | 'revisions'>

const id = z.string().regex(/^\d{5,20}$/u)
const locales: readonly string[] = Object.values(Locale)
const isLocale = (text: string) => locales.includes(text)
/** Who does it, and where. */
const seat = { as: id, channelId: id }
const onMessage = { ...seat, messageId: id }
/** By the options' names: people and channels as `{ id }`, a file as `{ file: n }`, the n-th of the form's files from 0. */
const optionValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ id }),
  z.strictObject({ file: z.int().min(0) }),
])
const options = z.record(z.string(), optionValue)

/** What somebody does on the page. */
export const pageAction = z.discriminatedUnion('kind', [
  /** With the form's files. */
  z.strictObject({
    kind: z.literal('say'),
    ...seat,
    text: z.string(),
    replyTo: id.optional(),
    ping: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('edit'), ...onMessage, text: z.string() }),
  z.strictObject({ kind: z.literal('delete'), ...onMessage }),
  z.strictObject({ kind: z.literal('type'), ...seat }),
  /** `memory show` with a subcommand. */
  z.strictObject({ kind: z.literal('command'), ...seat, name: z.string(), options }),
  z.strictObject({
    ...{ kind: z.literal('autocomplete'), ...seat, name: z.string(), option: z.string(), value: z.string() },
    others: options,
  }),
  z.strictObject({ kind: z.literal('message-menu'), ...onMessage, name: z.string() }),
  z.strictObject({ kind: z.literal('user-menu'), ...seat, userId: id, name: z.string() }),
  z.strictObject({ kind: z.literal('click'), ...onMessage, customId: z.string() }),
  z.strictObject({ kind: z.literal('select'), ...onMessage, customId: z.string(), values: z.array(z.string()) }),
  /** Sends the form that an earlier action has opened; what is left out stays as it was prefilled. */
  z.strictObject({ kind: z.literal('submit'), as: id, interactionId: id, fields: z.record(z.string(), z.string()) }),
  z.strictObject({ kind: z.literal('language'), as: id, locale: z.string().refine(isLocale) }),
  /** `hold`: somebody else acts; `go-on`: after that, or to the next step without more time for reading. */
  z.strictObject({ kind: z.literal('tour'), how: z.enum(['start', 'hold', 'go-on', 'end']) }),
  /** Looks which servers of models there are. */
  z.strictObject({ kind: z.literal('find-models') }),
  /** Tries a model, and lets the bot begin anew with it. The key stays with the server, in memory. */
  z.strictObject({
    ...{ kind: z.literal('use-model'), provider: z.string(), baseUrl: z.string().optional() },
    ...{ key: z.string().optional(), model: z.string().optional() },
  }),
  /** Writes the settings of the model that is used into `.env`. */
  z.strictObject({ kind: z.literal('keep-model'), replaces: z.boolean() }),
  /** `restart`: its process finishes what it has in hand, ends, and another begins; `kill`: as a power cut; `start`: where it is gone. */
  z.strictObject({ kind: z.literal('bot'), how: z.enum(['restart', 'kill', 'start']) }),
])

export type PageAction = z.infer<typeof pageAction>
export type ActionKind = PageAction['kind']
export type ActionOf<Kind extends ActionKind> = Extract<PageAction, { kind: Kind }>

/** What an action brings beside what the stream tells. */
export interface ActionResults {
  readonly say: { readonly messageId: string }
  readonly edit: Nothing
  readonly delete: Nothing
  readonly type: Nothing
  readonly command: Interacted
  readonly autocomplete: { readonly choices: readonly APIApplicationCommandOptionChoice[] }
  readonly 'message-menu': Interacted
  readonly 'user-menu': Interacted
  readonly click: Interacted
  readonly select: Interacted
  readonly submit: Interacted
  readonly language: Nothing
  readonly tour: Nothing
  readonly 'find-models': { readonly providers: readonly ModelProvider[] }
  readonly 'use-model': ModelUse
  readonly 'keep-model': ModelKept
  readonly bot: Nothing
}

/** Where models may be. */
export interface ModelProvider {
  readonly name: string
  /** Of this machine: whether it runs. */
  readonly isRunning?: boolean | undefined
  /** Where a key for it is to be had, if it wants one. */
  readonly keyPage?: string | undefined
  /** Whether its address is to be named. */
  readonly isAddressAsked: boolean
}

/** The model that speaks now, with what is to be known of it; or those among which somebody has to choose. */
export type ModelUse =
  | { readonly speaks: string; readonly note?: string | undefined }
  | { readonly choices: readonly string[] }

/** Where the settings stand now; or what stands there otherwise, and is replaced only if somebody says so. */
export type ModelKept = { readonly file: string } | { readonly others: readonly string[] }

type Nothing = Readonly<Record<never, never>>

/** The bot has reacted: with a message in the stream, or with a form that is to be filled in. */
export interface Interacted {
  readonly interactionId: string
  readonly modal?: APIModalInteractionResponseCallbackData | undefined
}

/** `error`: for whoever did it, in a sentence. Status 400 for what can't be done, 401 without the token, 403 from elsewhere. */
export type ActionReply<Kind extends ActionKind = ActionKind> =
  | { readonly ok: true; readonly result: ActionResults[Kind] }
  | { readonly ok: false; readonly error: string }
