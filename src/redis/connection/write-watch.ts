import type { Redis } from 'ioredis'
import { MemoryUnavailable } from '../../errors.ts'
import type { Keys } from '../keys.ts'
import { runCheckWrites } from '../scripts/bookkeeping/bookkeeping.ts'
import { redisErrorCode } from './errors.ts'

const CHECK_INTERVAL_MS = 3000
/** How many checks lie between two looks at how full the server is: a minute. */
const CHECKS_PER_LOOK = 20
/** From here on an operator has to do something soon; told again once it was below the second. */
const FULL_PERCENT = 80
const RELIEVED_PERCENT = 75

/** What a server tells by taking or refusing what is written; each change once. */
export type WriteEvent =
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'taken' }
  | { readonly kind: 'fillsUp'; readonly percent: number }

export interface WriteWatch {
  /**
   * What time it is for the server, in milliseconds since 1970: by its last word and what has passed since, whatever is done to
   * the clock of this machine; by that clock until the server has told.
   */
  now(): number
  /** Why the last write was not taken: Redis' word for it (OOM, READONLY), or `timeout`; undefined if it was. */
  refusal(): string | undefined
  /** A command was refused: looks at once whether that goes for everything. */
  noteFailure(code: string, command: string): void
  stop(): void
}

/** Who may not run one command is taken to run none for so many checks; then it is tried again, and has worked after two more. */
const CHECKS_FORBIDDEN = 10
const CHECKS_TRIED = 2

/** What is said of writes in general, and not of one key or one script. */
const generalRefusals = new Set(['OOM', 'READONLY', 'MASTERDOWN', 'MISCONF', 'NOREPLICAS'])
/** What a user need not be allowed to run: it is asked for, and done without. */
const dispensableCommands = /^(?:info|config|client|hello|ft\..*)$/iu

/**
 * Watches whether a server takes what is written, by a write of no meaning every 3 s, whenever the connection is back,
 * and when another write was refused. A connection that stands says nothing of it: a full server and a replica answer.
 */
export async function watchWrites(
  { redis, keys }: { readonly redis: Redis; readonly keys: Keys },
  onEvent: (event: WriteEvent) => void,
): Promise<WriteWatch> {
  let refusal: string | undefined
  let told: string | undefined
  /** A command that is not allowed is not found out by another that is: checks until it is taken to be allowed again. */
  let checksLeft = 0
  let isFilling = false
  let checks = 0
  let checking: Promise<void> | undefined
  let clock: { readonly told: number; readonly at: number } | undefined

  function note(code: string | undefined): void {
    refusal = code
    // That a server is out of reach, or slow, is told by the connection.
    if (redis.status !== 'ready' || code === 'timeout' || code === 'disconnected' || code === told) return
    if (code === undefined && checksLeft > 0) return
    told = code
    onEvent(code === undefined ? { kind: 'taken' } : { kind: 'refused', code })
  }

  async function writeSomething(): Promise<void> {
    const code = await runCheckWrites({ redis, keys }).then(
      told => {
        clock = { told: Number(told), at: performance.now() }
        return undefined
      },
      (error: unknown) => (error instanceof MemoryUnavailable ? String(error.details['code']) : redisErrorCode(error)),
    )
    note(code ?? (checksLeft > CHECKS_TRIED ? 'NOPERM' : undefined))
    checksLeft = Math.max(0, checksLeft - 1)
    if (checks % CHECKS_PER_LOOK === 0) await lookHowFull()
    checks += 1
  }

  async function lookHowFull(): Promise<void> {
    const percent = readFullness(await redis.info('memory').catch(() => ''))
    if (percent >= FULL_PERCENT && !isFilling) onEvent({ kind: 'fillsUp', percent })
    isFilling = percent >= (isFilling ? RELIEVED_PERCENT : FULL_PERCENT)
  }

  function check(): void {
    if (redis.status !== 'ready') return
    checking ??= writeSomething().finally(() => {
      checking = undefined
    })
  }

  function checkAnew(): void {
    checksLeft = 0
    check()
  }

  redis.on('ready', checkAnew)
  const timer = setInterval(check, CHECK_INTERVAL_MS)
  timer.unref()
  check()
  await checking
  return {
    now: () => (clock === undefined ? Date.now() : clock.told + Math.round(performance.now() - clock.at)),
    refusal: () => refusal,
    noteFailure(code, command) {
      if (code === 'NOPERM' && !dispensableCommands.test(command)) checksLeft = CHECKS_FORBIDDEN + CHECKS_TRIED
      else if (!generalRefusals.has(code)) return
      if (refusal === undefined) check()
    },
    stop() {
      clearInterval(timer)
      redis.off('ready', checkAnew)
    },
  }
}

/** How much of what it may take a server has taken, in whole percent; 0 where it does not say, or has no limit. */
export function readFullness(info: string): number {
  const read = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'mu').exec(info)?.[1] ?? 0)
  const limit = read('maxmemory')
  return limit === 0 ? 0 : Math.min(Math.floor((read('used_memory') * 100) / limit), 100)
}
