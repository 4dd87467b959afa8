import type { UserSettings } from '../types.ts'
import { type ImportReport, refuseBroken } from './tally.ts'

/**
 * What of a file's settings is to be set. A pause is never ended by a file; and a language is what the user's clicks
 * have told, if they have.
 */
export function settingsToSet(
  { timeZone, isPaused, locale }: UserSettings,
  now: UserSettings,
  report: ImportReport,
): Partial<UserSettings> {
  const { settings: tally } = report
  const isZone = timeZone !== undefined && canTell(timeZone)
  if (timeZone !== undefined && !isZone) {
    refuseBroken(report, tally, { at: 'settings.timeZone', code: 'invalid_value' })
  }
  const wanted: Partial<UserSettings> = {
    ...(isZone && timeZone !== now.timeZone && { timeZone }),
    ...(isPaused && !now.isPaused && { isPaused }),
    ...(locale !== undefined && now.locale === undefined && { locale }),
  }
  tally.kept += Object.keys(wanted).length
  return wanted
}

function canTell(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
