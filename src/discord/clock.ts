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

/** Compares the clock with Discord's whenever Discord answers, and tells when it is wrong, and right again. */
export function watchClock(rest: REST, log: Logger): void {
  let isWrong = false
  rest.on('response', (_, { headers }) => {
    const skewMs = clockSkewMs(headers.get('date'))
    if (skewMs === undefined) return
    const found = describeSkew(skewMs)
    if (found !== undefined && !isWrong) log.warn({ skewMs, whatToDo: found.whatToDo }, found.line)
    if (found === undefined && isWrong) log.info({ skewMs }, 'the clock of this machine is right again')
    isWrong = found !== undefined
  })
}
