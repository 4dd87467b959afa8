import type { LogDetails } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import { adviceOn } from './advice.ts'
import type { RedisEvent } from './client.ts'
import { describeLoss } from './server-info.ts'
import type { WriteEvent } from './write-watch.ts'

/** Tells an operator what a connection tells, and what can be done about it. */
export function logRedisEvent(event: RedisEvent, log: Logger): void {
  if (event.kind === 'lost')
    log.error({ code: event.code, ...adviceOn(event.code) }, 'Redis is out of reach: answering without memory')
  else if (event.kind === 'back') log.info({}, 'Redis is back')
  else if (event.kind === 'tooOld') log.error({ version: event.version }, 'Redis is too old')
  else if (event.kind === 'clustered') log.error(adviceOn('MOVED'), 'Redis is a Cluster')
  else if (event.kind === 'durabilityUnknown')
    log.info({ code: event.code }, 'Redis durability unknown: CONFIG refused')
  else {
    if (event.restartLoses !== 'nothing')
      log.warn(
        { whatToDo: settingAdvice('appendonly yes') },
        `Redis has no append-only file: ${describeLoss[event.restartLoses]}`,
      )
    if (event.evicts)
      log.warn({ whatToDo: settingAdvice('maxmemory-policy noeviction') }, 'Redis evicts memories when it is full')
  }
}

/** How a setting of Redis is made: for the next start, and at once. */
const settingAdvice = (setting: string) => `In redis.conf: ${setting}. At once: redis-cli CONFIG SET ${setting}`

/** Tells an operator whether what is written is taken, and what can be done where it is not. */
export function logWriteEvent(event: WriteEvent, log: Logger): void {
  if (event.kind === 'taken') log.info({}, 'Redis takes what is written again')
  else if (event.kind === 'fillsUp')
    log.warn({ percent: event.percent }, 'Redis is almost full: raise maxmemory, or nothing new is remembered soon')
  else
    log.error({ code: event.code, ...adviceOn(event.code) }, 'Redis refuses what is written: answering without memory')
}

/** A log whose lines have some details more. */
export function withDetails(log: Logger, details: LogDetails): Logger {
  return {
    debug: (more, message) => log.debug({ ...details, ...more }, message),
    info: (more, message) => log.info({ ...details, ...more }, message),
    warn: (more, message) => log.warn({ ...details, ...more }, message),
    error: (more, message) => log.error({ ...details, ...more }, message),
  }
}
