import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

/** What it logs in a line. */
export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string; readonly level: number }

/** How a process ended, and all that it ever wrote. */
export interface ProcessResult {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

const repository = resolve(import.meta.dirname, '../..')

/** The bot as `npm start` runs it: a process of its own, in a folder of its own, with an environment of its own. */
export class BotProcess {
  /** The lines of the log of all its runs. */
  readonly log: LogLine[] = []
  /** Where it runs. */
  readonly folder: string
  readonly #settings: Readonly<Record<string, string>>
  readonly #main: 'index' | 'learn'
  readonly #hear: (line: LogLine) => void
  readonly #waits = new Set<() => void>()
  #child: ChildProcess | undefined
  #ended: Promise<ProcessResult> | undefined
  #stdout = ''
  #stderr = ''
  /** How much of the log earlier runs have written. */
  #runFrom = 0

  /**
   * @param main `learn`: the process that learns apart from the bot, as `npm run learn` runs it
   * @param hear is told of each line of the log as it comes
   */
  constructor(
    folder: string,
    settings: Readonly<Record<string, string>>,
    main: 'index' | 'learn' = 'index',
    hear: (line: LogLine) => void = () => undefined,
  ) {
    this.folder = folder
    this.#settings = settings
    this.#main = main
    this.#hear = hear
  }

  /** Starts it and returns when it answers, or learns; fails if it ends before. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.launch({ ...this.#settings, ...settings })
    await this.logged(this.#main === 'index' ? 'Keepsake answers' : 'Keepsake learns')
  }

  /** Runs it with nothing but these settings, until it ends. */
  async run(settings: Readonly<Record<string, string>>): Promise<ProcessResult> {
    return await this.launch(settings).ended
  }

  /** Starts it with exactly these settings, and waits for nothing. */
  launch(settings: Readonly<Record<string, string>>): this {
    const { PATH = '', HOME = '' } = process.env
    this.#runFrom = this.log.length
    this.#stdout = ''
    this.#stderr = ''
    const program = [join(repository, 'start.js'), join(repository, `src/${this.#main}.ts`)]
    const child = spawn(process.execPath, program, { cwd: this.folder, env: { PATH, HOME, ...settings } })
    this.#child = child
    child.stdout.setEncoding('utf8').on('data', (piece: string) => this.#read(piece))
    child.stderr.setEncoding('utf8').on('data', (piece: string) => {
      this.#stderr += piece
    })
    this.#ended = once(child, 'close').then(([code, signal]) => {
      this.#news()
      return { code, signal, stdout: this.#stdout, stderr: this.#stderr }
    })
    return this
  }

  /** Resolves when the process has ended, by whatever cause. */
  get ended(): Promise<ProcessResult> {
    if (this.#ended === undefined) throw new Error('The bot was never started.')
    return this.#ended
  }

  /** Resolves with the first line of the log of this run that has these words; rejects if the process ends without it. */
  async logged(words: string): Promise<LogLine> {
    for (;;) {
      const line = this.log.slice(this.#runFrom).find(({ msg }) => msg.includes(words))
      if (line !== undefined) return line
      if (this.#isOver) throw new Error(`The bot ended and never logged "${words}":\n${this.#stderr}${this.#stdout}`)
      await new Promise<void>(resolve => this.#waits.add(resolve))
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal)
  }

  /** As a power cut does: it can't say a word. */
  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.#ended
  }

  get #isOver(): boolean {
    const { exitCode, signalCode, stdout } = this.#child ?? {}
    return (exitCode !== null || signalCode !== null) && stdout?.destroyed !== false
  }

  #read(piece: string): void {
    const from = this.#stdout.lastIndexOf('\n') + 1
    this.#stdout += piece
    const lines = this.#stdout.slice(from).split('\n').slice(0, -1)
    for (const text of lines.filter(line => line.startsWith('{'))) {
      const line = JSON.parse(text) as LogLine
      this.log.push(line)
      this.#hear(line)
    }
    this.#news()
  }

  #news(): void {
    for (const resolve of this.#waits) resolve()
    this.#waits.clear()
  }
}
