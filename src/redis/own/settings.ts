import type { OwnMemory } from '../../memory/own-memory.ts'
import type { UserSettings } from '../../memory/types.ts'
import { digits } from '../keys.ts'
import { runScript } from '../scripts.ts'
import { newEpoch } from '../store.ts'
import type { OwnOptions } from './options.ts'

/** What users set for themselves, and in which conversations nothing is kept: fields of `user:{u}`. */
export function settingsOf(options: Pick<OwnOptions, 'redis' | 'keys'>): Pick<OwnMemory, 'set' | 'setIncognito'> {
  const { redis, keys } = options

  return {
    async set(user, settings) {
      await runScript(redis, 'set', [keys.user(user), keys.pending], [newEpoch(), digits(user), ...fieldsOf(settings)])
    },

    async setIncognito({ user, channel }, isOn) {
      const args = [digits(channel), isOn ? '1' : '0', newEpoch()]
      await runScript(redis, 'set-incognito', [keys.user(user)], args)
    },
  }
}

/** Field, value, field, value…; '' takes a field away. */
function fieldsOf({ timeZone, isPaused, locale }: Partial<UserSettings>): string[] {
  return [
    ...(timeZone === undefined ? [] : ['timeZone', timeZone]),
    ...(isPaused === undefined ? [] : ['paused', isPaused ? '1' : '']),
    ...(locale === undefined ? [] : ['locale', locale]),
  ]
}
