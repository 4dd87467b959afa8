import type { ObservedEvent } from '../page/memory-events.ts'

/** After this an ending bot is gone, whatever still hangs, in ms: 10 s for the answers in hand, the rest for learning and closing. */
export const END_LIMIT_MS = 13_000

/** What the demo asks of the bot's process, over the channel between the two. */
export type BotOrder =
  | { readonly kind: 'start'; readonly start: BotStart }
  /** Learns from what these have said, without waiting until they pause; then it says `learned`. */
  | { readonly kind: 'learn'; readonly users: readonly string[] }
  /** Finishes what is in hand, learns from what these have said, and ends. */
  | { readonly kind: 'end'; readonly learnFrom: readonly string[] }
  /** Tells from now on what it remembers of these people, now and after each change; of nobody where there are none. */
  | { readonly kind: 'observe'; readonly users: readonly string[] }

export interface BotStart {
  /** All settings, as in an environment; what is not set is at its default. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly dataDir: string
  readonly logFile: string
  /** Under which keys everything is kept. */
  readonly keyPrefix: string
  /** The stand-in model knows no meanings, and always works. */
  readonly isStandIn: boolean
}

/** What the bot's process tells. */
export type BotMessage =
  /** Of its log, from level info on. */
  | { readonly kind: 'log'; readonly level: number; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'learned' }
  | { readonly kind: 'observed'; readonly event: ObservedEvent }
  /** It ends now. `isMendable`: by whoever runs it, as the message says. */
  | { readonly kind: 'failed'; readonly message: string; readonly isMendable: boolean }
