import { isTimeZone } from '../../memory/text/dates/calendar.ts'
import type { UserSettings } from '../../memory/types.ts'

/** Of the fields of `user:{u}`: '' where one is not set. */
export type SettingsReply = [timeZone: string, paused: string, locale: string]

/** A time zone that another version of Node has set, and this one does not know, is left out. */
export function parseUserSettings([timeZone, paused, locale]: SettingsReply): UserSettings {
  return {
    ...(isTimeZone(timeZone) ? { timeZone } : {}),
    isPaused: paused === '1',
    ...(locale === '' ? {} : { locale }),
  }
}
