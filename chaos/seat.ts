import { BotProcess } from '../test/support/bot-process.ts'
import type { News } from './history.ts'

interface SeatOptions {
  readonly number: number
  /** Whether its process learns, and talks to nobody. */
  readonly isLearner: boolean
  /** Where it runs. */
  readonly folder: string
  readonly settings: Readonly<Record<string, string>>
}

/** Where one process runs, again and again, with the folder that it keeps. */
export class Seat {
  readonly number: number
  readonly program: BotProcess
  readonly isLearner: boolean
  readonly #tell: (news: News) => void
  #isWanted = false

  constructor({ number, isLearner, folder, settings }: SeatOptions, tell: (news: News) => void) {
    this.number = number
    const main = isLearner ? 'learn' : 'index'
    this.program = new BotProcess(folder, settings, main, ({ pid, hostname, ...line }) =>
      tell({ kind: 'logged', process: number, line }),
    )
    this.isLearner = isLearner
    this.#tell = tell
  }

  /** Starts a process; resolves when it answers, or has ended instead. */
  async start(): Promise<void> {
    this.#isWanted = true
    const started = this.program.start()
    void this.program.ended.then(() => this.#report(this.#isWanted ? 'crashed' : 'gone'))
    // What it says where one of its models does not work just then.
    const inTrouble = this.program.logged('Keepsake is connected')
    await Promise.any([started, inTrouble]).then(
      () => this.#report('ready'),
      () => undefined,
    )
  }

  /** Asks it to end, as an operator does; resolves when it has. */
  async end(): Promise<void> {
    this.#isWanted = false
    this.#report('ending')
    this.program.signal('SIGTERM')
    await this.program.ended
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    this.#isWanted = false
    await this.program.kill()
  }

  async close(): Promise<void> {
    await this.kill()
  }

  #report(state: 'ready' | 'ending' | 'gone' | 'crashed'): void {
    this.#tell({ kind: 'process', process: this.number, isLearner: this.isLearner, state })
  }
}
