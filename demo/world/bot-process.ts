import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ObservedEvent } from '../page/memory-events.ts'
import type { BotState } from '../page/protocol.ts'
import type { BotMessage, BotOrder, BotStart } from './bot-messages.ts'

const program = ['../../start.js', './bot.ts'].map(file => fileURLToPath(new URL(file, import.meta.url)))
/** Of what a process says outside its log, as much is kept as tells why it ended. */
const KEPT_WORDS = 2000

/** The bot's process ended before it answered anybody. */
export class BotFailure extends Error {
  override readonly name = 'BotFailure'
  /** Whether whoever runs it can mend what is wrong: the message says how. */
  readonly isMendable: boolean

  constructor(message: string, isMendable: boolean) {
    super(message)
    this.isMendable = isMendable
  }
}

/** The bot in a process of its own, which can end, be killed and begin anew while all around it goes on. */
export class BotProcess {
  readonly #onLog: (level: number, text: string) => void
  readonly #watchers = new Set<(state: BotState) => void>()
  #onObserved: (event: ObservedEvent) => void = () => undefined
  #observed: readonly string[] = []
  #start: BotStart | undefined
  #child: ChildProcess | undefined
  /** Loaded, and waiting for its order to start. */
  #spare: ChildProcess | undefined
  #failure: BotFailure | undefined
  #state: BotState = { is: 'starting', since: Date.now(), starts: 0 }
  /** Restarts and ends come one after the other, however fast they are asked for. */
  #turn: Promise<unknown> = Promise.resolve()

  /** Nothing runs before `launch`. @param onLog is told the lines of its log, from level info on. */
  constructor(onLog: (level: number, text: string) => void) {
    this.#onLog = onLog
  }

  get state(): BotState {
    return this.#state
  }

  /** Calls the watcher at each change of the state, until the returned function is called. */
  watch(watcher: (state: BotState) => void): () => void {
    this.#watchers.add(watcher)
    return () => void this.#watchers.delete(watcher)
  }

  /** Lets the bot tell of its memory of these people until others are named, also after it has begun anew. */
  observe(users: readonly string[], onObserved: (event: ObservedEvent) => void): void {
    this.#observed = users
    this.#onObserved = onObserved
    if (!hasEnded(this.#child)) order(this.#child, { kind: 'observe', users })
  }

  /** Loads the program into a process that waits for `launch`: meanwhile the rest gets ready. */
  prepare(): void {
    this.#spare ??= spawnBot()
  }

  /** Starts the process, unless it runs, as it was started before if nothing else is said. Resolves when the bot answers. Throws BotFailure. */
  async launch(start: BotStart | undefined = this.#start): Promise<void> {
    this.#start = start
    await this.#next(() => (hasEnded(this.#child) ? this.#begin('starting') : undefined))
  }

  /** Lets the process finish what it has in hand and end, and starts another, with other settings if given. Throws BotFailure. */
  async restart(start: BotStart | undefined = this.#start): Promise<void> {
    this.#start = start
    await this.#next(async () => {
      if (!hasEnded(this.#child)) {
        this.#become('restarting', 'Its process finishes what it has in hand and ends.')
        this.prepare()
        await this.#end([])
      }
      await this.#begin('restarting')
    })
  }

  /** Lets it learn at once from what these users have said. Resolves when that is done, or the process is gone. */
  async learn(users: readonly string[]): Promise<void> {
    const child = this.#child
    if (hasEnded(child)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const listen = (message: BotMessage) => message.kind === 'learned' && resolve()
    child.on('message', listen)
    child.once('disconnect', resolve)
    order(child, { kind: 'learn', users })
    await promise
    child.off('message', listen)
    child.off('disconnect', resolve)
  }

  /** Ends the process as a power cut does; another one begins only when it is asked for. */
  kill(): void {
    this.#child?.kill('SIGKILL')
  }

  /** Ends the process in order, after it has learned from what these users said. */
  async end(learnFrom: readonly string[]): Promise<void> {
    this.#spare?.kill('SIGKILL')
    await this.#next(() => (hasEnded(this.#child) ? undefined : this.#end(learnFrom)))
  }

  #next(work: () => Promise<void> | undefined): Promise<void> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #end(learnFrom: readonly string[]): Promise<void> {
    const child = this.#child
    if (child === undefined) return
    child.removeAllListeners('exit')
    const ended = once(child, 'exit')
    order(child, { kind: 'end', learnFrom })
    await ended
  }

  async #begin(is: 'starting' | 'restarting'): Promise<void> {
    const child = hasEnded(this.#spare) ? spawnBot() : this.#spare
    this.#spare = undefined
    this.#child = child
    this.#failure = undefined
    this.#state = { ...this.#state, starts: this.#state.starts + 1 }
    this.#become(is, 'A new process begins.')
    const ready = Promise.withResolvers<void>()
    let words = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        words = (words + text).slice(-KEPT_WORDS)
      })
    child.on('message', (message: BotMessage) => {
      if (message.kind === 'log') this.#logged(message.level, message.text)
      else if (message.kind === 'observed') this.#onObserved(message.event)
      else if (message.kind === 'failed') this.#failure = new BotFailure(message.message, message.isMendable)
      else if (message.kind === 'ready') {
        this.#become('ready')
        ready.resolve()
      }
    })
    child.once('exit', (code, signal) => {
      const why = this.#failure?.message ?? lastWords(code, signal, words)
      this.#become('gone', why)
      ready.reject(this.#failure ?? new BotFailure(why, false))
    })
    if (this.#start !== undefined) order(child, { kind: 'start', start: this.#start })
    if (this.#observed.length > 0) order(child, { kind: 'observe', users: this.#observed })
    await ready.promise
  }

  #logged(level: number, text: string): void {
    this.#onLog(level, text)
    if (this.#state.is !== 'ready') this.#become(this.#state.is, text)
  }

  #become(is: BotState['is'], why?: string): void {
    const since = is === this.#state.is ? this.#state.since : Date.now()
    this.#state = { is, since, why, starts: this.#state.starts, pid: is === 'gone' ? undefined : this.#child?.pid }
    for (const watcher of this.#watchers) watcher(this.#state)
  }
}

/** Also of a process that was never there. */
function hasEnded(child: ChildProcess | undefined): child is undefined {
  return child === undefined || child.exitCode !== null || child.signalCode !== null
}

function spawnBot(): ChildProcess {
  return spawn(process.execPath, program, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
}

function order(child: ChildProcess, what: BotOrder): void {
  // One that has just died can't be told anything; its end is seen by itself.
  if (child.connected) child.send(what, () => undefined)
}

function lastWords(code: number | null, signal: NodeJS.Signals | null, words: string): string {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`
  const said = words.trim().split('\n').at(-1) ?? ''
  return `Its process ${how}.${said === '' ? '' : ` It said last: ${said}`}`
}
