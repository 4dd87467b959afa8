/** What crosses to the page of memory at work: a part of `protocol.ts`. */
export type MemoryEvent = RememberedEvent<PageMemory> | AnswerEvent | RequestEvent

/** The same as the bot's process tells it to the page's server. */
export type ObservedEvent = RememberedEvent<ObservedMemory> | AnswerEvent | RequestEvent

/** What the bot remembers of somebody, the whole of it: takes the place of what was told of them before. */
interface RememberedEvent<Memory> {
  readonly kind: 'memory'
  readonly memory: Memory
}

/** What the last answer to somebody is made of: takes the place of what was told of the one before. */
interface AnswerEvent {
  readonly kind: 'answer'
  readonly answer: PageAnswer
}

/** What a model was asked last for somebody, word for word; nothing as soon as anything was deleted that may be in it. */
interface RequestEvent {
  readonly kind: 'request'
  readonly request: PageRequest
}

export interface PageRequest {
  readonly userId: string
  /** `prompt`: for an answer; `study`: to learn from what they said. */
  readonly what: 'prompt' | 'study'
  readonly messages: readonly { readonly role: string; readonly text: string }[]
  /** When it was begun to read what stands in it, in milliseconds since 1970: what was deleted later may be in it. */
  readonly begunAt: number
}

export interface PageMemory extends ObservedMemory {
  /** What was learned last, while somebody looked. */
  readonly newFactIds: readonly string[]
}

/** Times are milliseconds since 1970. */
export interface ObservedMemory {
  readonly userId: string
  /** What they are called, and what they told of themselves, by what it tells: `home`, `employer`. */
  readonly profile: PageEntity
  /** The people and things they told of, those told of last first. */
  readonly neighbours: readonly PageNeighbour[]
  /** Oldest first, those that later ones replaced among them. */
  readonly facts: readonly PageFact[]
  /** What was not kept of what they said in the last seven days, newest first. */
  readonly refused: readonly PageRefusal[]
  /** What they cost today (UTC); dollars as far as prices are known. */
  readonly spent: { readonly tokens: number; readonly dollars: number }
  /** The one used last first. */
  readonly conversations: readonly PageConversation[]
}

export interface PageEntity {
  /** Empty where it is not known. */
  readonly name: string
  readonly attributes: readonly { readonly facet: string; readonly values: readonly string[] }[]
}

/** Somebody or something that the person told of. */
export interface PageNeighbour extends PageEntity {
  readonly id: string
  /** In a word: `person`, `pet`. */
  readonly type?: string | undefined
  /** What it is to them: `sister`. */
  readonly relation?: string | undefined
  /** The facts that tell of it and hold still. */
  readonly factIds: readonly string[]
}

export interface PageFact {
  readonly id: string
  /** To whom it is about: “You live in Lisbon.” */
  readonly text: string
  readonly scope: PageScope
  readonly saidAt: number
  /** When it happens or happened: yyyy, yyyy-mm, yyyy-mm-dd or yyyy-mm-ddThh:mm. */
  readonly eventAt?: string | undefined
  /** How often it was said again. */
  readonly confirmations: number
  /** What is to be told beside it; nothing where it holds for certain. */
  readonly standing: readonly ('planned' | 'past' | 'unsure' | 'doubted')[]
  /** Of the fact that took its place. */
  readonly replacedBy?: string | undefined
  /** The message that says it; where a command did, an id that leads to no message. */
  readonly messageId: string
  readonly channelId: string
}

export interface PageRefusal {
  /** Nothing where nobody is to read it again, as of a secret. */
  readonly words: string
  /** In a sentence. */
  readonly why: string
  readonly saidAt: number
  readonly messageId: string
  readonly channelId: string
}

/** Who may be told something. */
export interface PageScope {
  readonly kind: 'dm' | 'everywhere' | 'guild' | 'readers' | 'channel'
  readonly serverId?: string | undefined
}

/** Of one person in one place. */
export interface PageConversation {
  readonly channelId: string
  /** Oldest first. */
  readonly summaries: readonly { readonly text: string; readonly from: number; readonly to: number }[]
  /** Turns that the model is shown word for word as long as they have room, oldest first. */
  readonly window: readonly PageTurn[]
}

export interface PageTurn {
  readonly isQuestion: boolean
  readonly text: string
  /** Of answers undefined: nothing is learned from them. */
  readonly isLearned?: boolean | undefined
  /** The message, or the first that shows it. */
  readonly messageId?: string | undefined
}

export const promptParts = [
  ...(['instructions', 'profile', 'summary', 'facts', 'people'] as const),
  ...(['window', 'channel', 'quoted', 'files', 'message'] as const),
] as const
export type PromptPart = (typeof promptParts)[number]

export const recallSignals = ['subject', 'meaning', 'words', 'contextWords', 'day'] as const
export type RecallSignal = (typeof recallSignals)[number]

/** By ids and numbers alone: nothing that is forgotten lives on in it. */
export interface PageAnswer {
  readonly userId: string
  readonly channelId: string
  /** The message that is answered. */
  readonly questionId: string
  /** As the bot counts; a model's own count differs by some percent. */
  readonly tokens: Readonly<Record<PromptPart, number>>
  /** In the order in which they matter for the question, with what speaks for them, the strongest first. */
  readonly recalled: readonly { readonly factId: string; readonly signals: readonly RecallSignal[] }[]
  /** All that is known had room: nothing had to be chosen. */
  readonly isWhole: boolean
  /** Turns of the window that had no room. */
  readonly omittedTurns: number
}
