import type { REST } from 'discord.js'
import type { Logger } from '../observability/logger.ts'

/** More than the time that answers take on their way, and than anybody notices. */
const MOST_SKEW_MS = 60_000

const WHAT_TO_DO =
  'Let this machine set its clock by the network (timedatectl set-ntp true): days, deadlines and certificates depend on it.'

/** How far this machine's clock is ahead of the one that an HTTP answer tells (its `Date`, in whole seconds); in milliseconds. */
export function clockSkewMs(date: string | null): number | undefined {
  const theirs = Date.parse(date ?? '')
  return Number.isNaN(theirs) ? undefined : Date.now() - theirs
}

/** What there is to say of a clock that is so far ahead (or behind, where negative); undefined where that is near enough. */
export function describeSkew(skewMs: number): { readonly line: string; readonly whatToDo: string } | undefined {
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  if (seconds * 1000 < MOST_SKEW_MS) return undefined
  return { line: `the clock of this machine is ${seconds} s ${skewMs > 0 ? 'ahead' : 'behind'}`, whatToDo: WHAT_TO_DO }
}

/** By so much more or less than has passed a clock does not run by itself: somebody or something has set it. */
const LEAST_JUMP_MS = 2000
const LOOK_INTERVAL_MS = 1000

/** A clock that runs by itself goes wrong by a smaller share of the time that has passed. */
const MOST_DRIFT = 0.001

/** What time Discord told, in ms since 1970, and when that was read, by `performance.now()`. */
interface ToldTime {
  readonly told: number
  readonly at: number
}

/** What is read late, as the process was frozen or the network slow, tells a time that is over: what is known is nearer then. */
function latest(known: ToldTime | undefined, heard: ToldTime): ToldTime {
  if (known === undefined) return heard
  const reckoned = known.told + (heard.at - known.at) * (1 - MOST_DRIFT)
  return { ...heard, told: reckoned - heard.told < MOST_SKEW_MS ? Math.max(reckoned, heard.told) : heard.told }
}

/** What time it is for Discord, and what to do where this machine's clock disagrees. */
export interface DiscordClock {
  /** Whole milliseconds since 1970, by Discord's last word and what has passed since: whatever is done to the clock of this machine. */
  now(): number
  stop(): void
}

/**
 * Compares the clock with Discord's whenever Discord answers, and tells when it is wrong, and right again. Tells of jumps, and
 * has the limits of REST, which discord.js keeps as times of day, jump along: else nothing would be sent until the clock has
 * caught up with where it was before.
 */
export function watchClock(rest: REST, log: Logger): DiscordClock {
  let isWrong = false
  let theirs: ToldTime | undefined
  let offset = Date.now() - performance.now()

  rest.on('response', (_, { headers }) => {
    // What this answer tells of limits is reckoned from the clock as it is now.
    look()
    const skewMs = clockSkewMs(headers.get('date'))
    if (skewMs === undefined) return
    theirs = latest(theirs, { told: Date.now() - skewMs, at: performance.now() })
    const found = describeSkew(skewMs)
    if (found !== undefined && !isWrong) log.warn({ skewMs, whatToDo: found.whatToDo }, found.line)
    if (found === undefined && isWrong) log.info({ skewMs }, 'the clock of this machine is right again')
    isWrong = found !== undefined
  })

  function look(): void {
    const jumpMs = Math.round(Date.now() - performance.now() - offset)
    offset += jumpMs
    if (Math.abs(jumpMs) < LEAST_JUMP_MS) return
    moveRestLimits(rest, jumpMs)
    log.warn({ jumpMs }, 'the clock of this machine was set, or the machine slept: nothing waits for it')
  }

  // Before discord.js reckons with any of them as well: it asks for the offset before each wait and each new limit of a bucket, and
  // for the moment of the whole bot before each request. Otherwise a limit of the new clock would jump along, or one of the old stay.
  const { offset: given } = rest.options
  rest.options.offset = route => {
    look()
    return typeof given === 'function' ? given(route) : given
  }
  let { globalReset } = rest
  Object.defineProperty(rest, 'globalReset', {
    get() {
      look()
      return globalReset
    },
    set(at: number) {
      globalReset = at
    },
  })
  const timer = setInterval(look, LOOK_INTERVAL_MS).unref()
  return {
    now: () => (theirs === undefined ? Date.now() : Math.round(theirs.told + performance.now() - theirs.at)),
    stop: () => clearInterval(timer),
  }
}

/** The moments at which discord.js may send again, as it keeps them: for the whole bot, and for each bucket of Discord's. */
function moveRestLimits(rest: REST, ms: number): void {
  rest.globalReset += ms
  for (const handler of rest.handlers.values())
    if ('reset' in handler) Object.assign(handler, { reset: Number(handler.reset) + ms })
}
