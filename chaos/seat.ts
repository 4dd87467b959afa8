import { BotProcess } from '../test/support/bot-process.ts'
import type { News } from './history.ts'

/** Where one process of the bot runs, again and again, with the folder that it keeps. */
export class Seat {
  readonly number: number
  readonly program: BotProcess
  readonly #tell: (news: News) => void
  #isWanted = false

  constructor(number: number, folder: string, settings: Readonly<Record<string, string>>, tell: (news: News) => void) {
    this.number = number
    this.program = new BotProcess(folder, settings, 'index', ({ pid, hostname, ...line }) =>
      tell({ kind: 'logged', process: number, line }),
    )
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
    this.#tell({ kind: 'process', process: this.number, state })
  }
}
