import type { LogLine } from '../test/support/bot-process.ts'
import type { FaultKind } from './schedule.ts'

/** One thing that happened, by ids and marked words; `at`: milliseconds since the beginning. */
export type Entry = { readonly at: number } & (
  | {
      readonly kind: 'said'
      readonly message: string
      readonly channel: string
      readonly person: string
      readonly word: string
      /** Whether it was said in direct messages. */
      readonly isDirect: boolean
      /** The process that hears it, where they share the shards; undefined where each hears all. */
      readonly heardBy?: number | undefined
    }
  /** Its author put another word into a message. */
  | { readonly kind: 'edited'; readonly message: string; readonly word: string }
  /** Its author deleted a message. */
  | { readonly kind: 'deleted'; readonly message: string }
  /** Somebody confirmed that all that is known of them is to be forgotten. */
  | { readonly kind: 'forgetting'; readonly person: string }
  /** The bot said that it is. */
  | { readonly kind: 'forgotten'; readonly person: string }
  /** What a message of the bot's shows from now on. */
  | {
      readonly kind: 'shown'
      readonly message: string
      readonly channel: string
      readonly repliesTo: string | undefined
      readonly text: string
    }
  | { readonly kind: 'removed'; readonly message: string }
  /** The model was asked: the words to answer to, and all others that it was shown. */
  | { readonly kind: 'prompted'; readonly asked: readonly string[]; readonly shown: readonly string[] }
  | {
      readonly kind: 'fault'
      readonly fault: FaultKind
      readonly process: number | undefined
      readonly isOver: boolean
    }
  | {
      readonly kind: 'process'
      readonly process: number
      /** Whether it learns apart, and talks to nobody. */
      readonly isLearner: boolean
      readonly state: 'ready' | 'ending' | 'gone' | 'crashed'
    }
  /** What a process wrote into its log; `time` is that of its own clock. Only who gave an answer is judged by it: it helps to explain the rest. */
  | { readonly kind: 'logged'; readonly process: number; readonly line: Omit<LogLine, 'pid' | 'hostname'> }
)

/** The marked words that stand under a key in the end. */
interface Kept {
  readonly key: string
  /** Whose it is; undefined where it is nobody's alone. */
  readonly person: string | undefined
  /** Whether it is something that was learned. */
  readonly isFact: boolean
  readonly words: readonly string[]
}

/** All that stands anywhere in the end. */
export type Remembered = readonly Kept[]

/** An entry without its time: what is told to whoever keeps the history. */
export type News = Entry extends infer One ? (One extends Entry ? Omit<One, 'at'> : never) : never
