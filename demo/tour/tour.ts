import type { BotProcess } from '../world/bot-process.ts'
import type { TourState } from './state.ts'
import { type TourStep, tourSteps } from './steps.ts'

/** How a step is done where somebody watches: on the page, or in the terminal. */
export interface TourPort {
  /** As the tour's person; resolves when what the bot shows of it is whole. Rejects with what is in the way, for people. */
  perform(step: TourStep): Promise<void>
}

export interface TourOptions {
  readonly bot: Pick<BotProcess, 'learn' | 'state' | 'watch'>
  readonly port: TourPort
  /** The id of its person. */
  readonly tourist: string
  /** Between a step and the next, for somebody to read; milliseconds. */
  readonly readMs?: number | undefined
  /** How long a step may take. A model of one's own machine needs most of it. */
  readonly patienceMs?: number
  readonly onState: (state: TourState) => void
}

/** For an answer of a line or two, and the one that says what to look at. */
const READ_MS = 3500
/** Longer than a slow model takes to answer and to study. */
const PATIENCE_MS = 90_000
const HELD = 'You have taken over: do what you like here. The tour waits.'
const ENDED = 'The tour has ended. Everything is yours to try.'
const FINISHED = 'That was the tour. Everything is yours to try.'

/** Leads through the steps, one after the other; can be held, taken over and ended at any moment. */
export class Tour {
  readonly #options: TourOptions
  #state: TourState | undefined
  #ending = new AbortController()
  /** Ends the time for reading, or leaves it out where the step is still being done. */
  #skip: (() => void) | undefined
  /** Resolves when a tour that is held goes on. */
  #held: PromiseWithResolvers<void> | undefined

  constructor(options: TourOptions) {
    this.#options = options
  }

  /** Undefined before the first start. */
  get state(): TourState | undefined {
    return this.#state
  }

  /** Begins anew, unless it is under way. Resolves when it is over, however that came. Never rejects. */
  async start(): Promise<void> {
    if (this.#state !== undefined && this.#state.is !== 'over') return
    this.#ending = new AbortController()
    const { signal } = this.#ending
    try {
      for (const [index, step] of tourSteps.entries()) await this.#show(step, index + 1, signal)
      this.#become({ is: 'over', line: FINISHED })
    } catch (error) {
      if (!signal.aborted) this.#become({ is: 'over', line: inWords(error) })
    }
  }

  /** Lets somebody else act: the step under way comes to its end, and no other begins. */
  hold(): void {
    if (this.#state?.is !== 'running') return
    this.#held = Promise.withResolvers()
    this.#skip?.()
    this.#become({ is: 'held', line: HELD })
  }

  /** Goes on after `hold`; else to the next step as soon as this one is done, without time for reading. */
  goOn(): void {
    this.#release()
    if (this.#state?.is === 'held') this.#become({ is: 'running', line: tourSteps[this.#state.step - 1]?.look ?? '' })
  }

  end(): void {
    if (this.#state === undefined || this.#state.is === 'over') return
    this.#ending.abort()
    this.#become({ is: 'over', line: ENDED })
    this.#release()
  }

  #release(): void {
    this.#held?.resolve()
    this.#held = undefined
    this.#skip?.()
  }

  async #show(step: TourStep, number: number, signal: AbortSignal): Promise<void> {
    await this.#held?.promise
    signal.throwIfAborted()
    const skipped = Promise.withResolvers<void>()
    this.#skip = skipped.resolve
    this.#become({ is: 'running', step: number, line: step.look })
    await this.#watched(
      this.#inTime(this.#perform(step)).then(() => this.#read(skipped)),
      signal,
    )
    signal.throwIfAborted()
  }

  async #perform(step: TourStep): Promise<void> {
    const { bot, port, tourist } = this.#options
    await port.perform(step)
    if (step.act.kind === 'tell') await bot.learn([tourist])
  }

  /** Rejects, in words, where the step takes too long. */
  async #inTime(done: Promise<void>): Promise<void> {
    const { patienceMs = PATIENCE_MS } = this.#options
    const late = Promise.withResolvers<never>()
    const words = `Nothing came for ${patienceMs / 1000} s, so the tour has ended here. The bot’s log may say why.`
    const timer = setTimeout(() => late.reject(new Error(words)), patienceMs).unref()
    try {
      await Promise.race([done, late.promise])
    } finally {
      clearTimeout(timer)
    }
  }

  /** Rejects, in words, where the bot dies meanwhile, and where the tour is ended. */
  async #watched(done: Promise<void>, signal: AbortSignal): Promise<void> {
    const { bot } = this.#options
    const failed = Promise.withResolvers<never>()
    const giveUp = () => failed.reject(signal.reason)
    signal.addEventListener('abort', giveUp)
    const look = ({ is, why = '' }: BotProcess['state']) => {
      if (is === 'gone') failed.reject(new Error(`The bot is gone, so the tour has ended here. ${why}`))
    }
    const stop = bot.watch(look)
    look(bot.state)
    try {
      await Promise.race([done, failed.promise])
    } finally {
      signal.removeEventListener('abort', giveUp)
      stop()
      this.#skip?.()
    }
  }

  /** Time to look at what came. */
  async #read({ promise, resolve }: PromiseWithResolvers<void>): Promise<void> {
    const timer = setTimeout(resolve, this.#options.readMs ?? READ_MS)
    await promise
    clearTimeout(timer)
  }

  #become(change: Pick<TourState, 'is' | 'line'> & Partial<TourState>): void {
    this.#state = { step: this.#state?.step ?? 1, ...change, steps: tourSteps.length }
    this.#options.onState(this.#state)
  }
}

function inWords(error: unknown): string {
  const [words = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return words
}
