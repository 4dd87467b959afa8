import type { UserSettings } from '../../memory/types.ts'

/** More than there are; a name can be written in many ways. */
const MAX_CACHED_ZONES = 1000

const cachedZones = new Map<string, boolean>()

/** The settings among the fields of `user:{u}`: '' where one is not set. */
export function parseUserSettings(fields: Readonly<Record<'timeZone' | 'paused' | 'locale', string>>): UserSettings {
  const { timeZone, paused, locale } = fields
  return {
    ...(isTimeZone(timeZone) ? { timeZone } : {}),
    isPaused: paused === '1',
    ...(locale === '' ? {} : { locale }),
  }
}

/** Whether this Node knows the zone: another one may have set it, and to tell a day in an unknown one throws. */
export function isTimeZone(name: string): boolean {
  if (name === '') return false
  let isKnown = cachedZones.get(name)
  if (isKnown === undefined) {
    isKnown = isSupportedTimeZone(name)
    if (cachedZones.size >= MAX_CACHED_ZONES) cachedZones.clear()
    cachedZones.set(name, isKnown)
  }
  return isKnown
}

function isSupportedTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
