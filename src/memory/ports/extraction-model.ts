import type { FactKind } from '../types.ts'
import type { KnownFact, ShownTurn } from './request-parts.ts'
import type { FactVerdict, ReviewRequest } from './review.ts'

/** What the cheap model is asked to extraction: prompt/extraction/messages.ts puts it into words. Numbers begin with 1. */
export interface ExtractionRequest {
  readonly timeZone: string
  readonly turns: readonly ShownTurn[]
  /** The numbers of the user's turns to learn from; the others are context. Empty: nothing is to be learned. */
  readonly learnFrom: readonly number[]
  readonly facts: readonly KnownFact[]
  /** One line each: `Sarah (person, the user's sister; also: my sister): employer Google`. */
  readonly entities: readonly string[]
  /** The first and last turn to summarise, and tokens for it. */
  readonly summarize?: { readonly from: number; readonly to: number; readonly tokens: number }
  /** Two older summaries to be made into one, and tokens for it. */
  readonly merge?: { readonly texts: readonly [string, string]; readonly tokens: number }
}

/** What the model said, whole in its shape and believed in nothing. */
export interface Extraction {
  readonly facts: readonly ExtractedFact[]
  readonly entities: readonly ExtractedEntity[]
  readonly summary?: string
  readonly merged?: string
}

/**
 * How a model says that a fact is told: it holds, held, is planned or wished for; or it is no fact at all, as it is only
 * asked, denied, supposed, a joke, or somebody else's words.
 */
export const claimStatuses = [
  'present',
  'past',
  'planned',
  'wished',
  'asked',
  'denied',
  'supposed',
  'joked',
  'quoted',
] as const
type ClaimStatus = (typeof claimStatuses)[number]

export interface ExtractedFact {
  /** The number of the turn that says it. */
  readonly turn: number
  readonly quote: string
  readonly text: string
  readonly names: readonly ExtractedName[]
  /** `user`, or the name of an entity. */
  readonly subject: string
  readonly facet?: string | undefined
  readonly kind: FactKind
  readonly status?: ClaimStatus | undefined
  /** It tells of the bot, its rules or its answers. Absent: of the user's life. */
  readonly about?: 'bot' | undefined
  readonly eventAt?: string | undefined
  /** The user's words that name the date, copied from a turn. */
  readonly dateWords?: string | undefined
  readonly replaces: readonly number[]
  /** The number of a known fact that says the same. */
  readonly repeats?: number | undefined
  readonly isSensitive: boolean
}

/** A name that a sentence uses, and how the user wrote it, where the model says so: `Japan`, "日本". */
export interface ExtractedName {
  readonly name: string
  readonly said?: string | undefined
}

export interface ExtractedEntity {
  readonly turn: number
  readonly quote: string
  /** `user` for the user. */
  readonly name: string
  readonly type: string
  /** What it is to the user: `sister`, `employer`. */
  readonly relation?: string | undefined
  readonly aliases: readonly string[]
  readonly attributes: readonly { readonly facet: string; readonly value: string }[]
}

/** When a study may ask the model. */
export interface StudyTurn {
  /** Aborted where the study has to make room for an answer, or is not wanted any more. */
  readonly signal: AbortSignal
  /** Whether time has passed: what the study was to be made of may have changed. */
  readonly hasWaited: boolean
  /** How often it had to make room already: a shorter one is more likely to come to its end. */
  readonly interruptions: number
}

/** The cheap model that learns and summarises. */
export interface ExtractionModel {
  /**
   * Does the work of a study when the model's server has room for it, and anew where that makes room for an answer: work may
   * be broken off by its signal, and done again. Throws what the work throws, and the signal's reason. Absent where there is
   * always room.
   */
  whenFree?<Result>(work: (turn: StudyTurn) => Promise<Result>, signal: AbortSignal): Promise<Result>
  /** One call, one more if the answer has to be repaired. Throws ModelError; `malformed` if it can't be read. */
  extract(request: ExtractionRequest, signal: AbortSignal): Promise<Extraction>
  /**
   * Looks at facts of an extraction a second time: one call, and never another one for what can't be read. A verdict for
   * some of them, in any order; none is an answer, too. Throws ModelError; `malformed` if nothing can be read.
   */
  review(request: ReviewRequest, signal: AbortSignal): Promise<readonly FactVerdict[]>
}
