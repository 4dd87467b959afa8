import type { UserMemoryStore } from '../../../memory/ports/user-memory-store.ts'
import type { UserSettings } from '../../../memory/types.ts'
import { assertSnowflake } from '../../keys.ts'
import { runScript } from '../../run-script.ts'
import { newEpoch } from '../conversations.ts'
import type { UserMemoryDependencies } from './options.ts'

/** What users set for themselves, and in which conversations nothing is kept: fields of `user:{u}`. */
export function settingsMethods(
  options: Pick<UserMemoryDependencies, 'redis' | 'keys'>,
): Pick<UserMemoryStore, 'updateSettings' | 'setIncognito'> {
  const { redis, keys } = options

  return {
    async updateSettings(user, settings) {
      await runScript(
        redis,
        'set',
        [keys.user(user), keys.pending],
        [newEpoch(), assertSnowflake(user), ...settingFields(settings)],
      )
    },

    async setIncognito({ user, channel }, isOn) {
      const args = [assertSnowflake(channel), isOn ? '1' : '0', newEpoch()]
      await runScript(redis, 'set-incognito', [keys.user(user)], args)
    },
  }
}

/** Field, value, field, value…; '' takes a field away. */
function settingFields({ timeZone, isPaused, locale }: Partial<UserSettings>): string[] {
  return [
    ...(timeZone === undefined ? [] : ['timeZone', timeZone]),
    ...(isPaused === undefined ? [] : ['paused', isPaused ? '1' : '']),
    ...(locale === undefined ? [] : ['locale', locale]),
  ]
}
