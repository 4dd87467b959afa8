import { LRUCache } from 'lru-cache'
import type { UserSettings } from '../../memory/types.ts'

/** Time zone, paused, locale, of the fields of `user:{u}`: '' where one is not set. */
export type SettingsReply = [timeZone: string, paused: string, locale: string]

/** More than there are; a name can be written in many ways. */
const MAX_ZONES = 1000

const zones = new LRUCache<string, boolean>({ max: MAX_ZONES, memoMethod: isSupportedTimeZone })

export function parseUserSettings([timeZone, paused, locale]: SettingsReply): UserSettings {
  return {
    ...(isTimeZone(timeZone) ? { timeZone } : {}),
    isPaused: paused === '1',
    ...(locale === '' ? {} : { locale }),
  }
}

/** Whether this Node knows the zone: another one may have set it, and to tell a day in an unknown one throws. */
export function isTimeZone(name: string): boolean {
  return name !== '' && zones.memo(name) === true
}

function isSupportedTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
