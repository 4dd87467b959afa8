import type { StandingTrouble } from './server/trouble.ts'

/** What a model is for. */
export type ModelPart = 'chat' | 'learning' | 'embeddings'

/** What one small request to a model came to. */
export interface ProbeResult {
  /** Milliseconds until it answered, or failed. */
  readonly ms: number
  /** Undefined where it works. */
  readonly trouble?: StandingTrouble
}

/** A model that the settings name, and how it is. */
export interface ConfiguredModel {
  readonly part: ModelPart
  readonly host: string
  readonly model: string
  /** How the settings call it. */
  readonly name: string
  /** The tokens that it takes with its answer, as far as that is known. */
  contextTokens(): number | undefined
  /** Why it does not work at all, as far as is known. */
  standing(): StandingTrouble | undefined
  /** Asks it for one small thing, and tells the log what is wrong. Never rejects; undefined if aborted. */
  probe(signal: AbortSignal): Promise<ProbeResult | undefined>
}
