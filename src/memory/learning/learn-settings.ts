/** When and how much is learned; the environment's names are in config.ts. */
export interface LearnSettings {
  /** How long nothing is said before the rest of a talk is learned, in milliseconds. */
  readonly learnDelayMs: number
  /** So many of the user's turns make the learner due at once. */
  readonly learnBatch: number
  /** More turns than this that no segment covers are folded, down to `summaryKeep`. */
  readonly windowMessages: number
  readonly summaryKeep: number
  /** What all segments of a conversation may take together. */
  readonly summaryTokens: number
  readonly maxFacts: number
  readonly maxEntities: number
  /** For users who set none: an IANA name. */
  readonly timeZone: string
}
