import { describe, expect, test } from 'vitest'
import type { ListeningMode, ServerSettings } from '../../src/memory/ports/settings/server-settings.ts'
import { fc } from '../support/property.ts'

/** What admins set for channels and servers. */
export function serverSettingsContract(make: () => ServerSettings): void {
  const modes: readonly ListeningMode[] = ['everything', 'worthwhile', 'mentions']

  describe('how the bot listens', () => {
    test('is mentions alone in a channel of which nothing was said', async () => {
      expect(await make().listeningModes()).toEqual(new Map())
    })

    test('is set for each channel, as often as one likes', async () => {
      const settings = make()
      for (const mode of ['everything', 'everything', 'worthwhile', 'worthwhile'] as const)
        await settings.setListeningMode('1', mode)
      await settings.setListeningMode('12', 'everything')
      await settings.setListeningMode('3', 'worthwhile')
      await settings.setListeningMode('3', 'mentions')
      await settings.setListeningMode('4', 'mentions')

      expect(await settings.listeningModes()).toEqual(
        new Map([
          ['1', 'worthwhile'],
          ['12', 'everything'],
        ]),
      )
    })

    test('is what was set last, whatever was set before', async () => {
      const change = fc.record({ channel: fc.constantFrom('1', '11', '2'), mode: fc.constantFrom(...modes) })
      const lastHolds = fc.asyncProperty(fc.array(change, { maxLength: 12 }), async changes => {
        const settings = make()
        for (const { channel, mode } of changes) await settings.setListeningMode(channel, mode)

        const last = new Map(changes.map(({ channel, mode }) => [channel, mode]))
        const kept = new Map([...last].filter(([, mode]) => mode !== 'mentions'))
        expect(await settings.listeningModes()).toEqual(kept)
      })
      await fc.assert(lastHolds)
    })

    test('has another version after every change, and none before the first', async () => {
      const settings = make()
      const versions = [await settings.listeningVersion()]
      for (const mode of ['everything', 'everything', 'mentions'] as const) {
        await settings.setListeningMode('1', mode)
        versions.push(await settings.listeningVersion(), await settings.listeningVersion())
      }

      expect(versions[0]).toBeUndefined()
      expect(new Set(versions).size).toBe(4)
    })

    test('is one of them, though two admins set it at once', async () => {
      const settings = make()
      await Promise.all([settings.setListeningMode('1', 'everything'), settings.setListeningMode('1', 'worthwhile')])

      expect((await settings.listeningModes()).get('1')).toMatch(/^(?:everything|worthwhile)$/u)
    })
  })

  describe('servers in which nothing is kept', () => {
    test('are switched off and on, each as often as one likes', async () => {
      const settings = make()
      for (const guild of ['1', '1', '2']) await settings.setMemoryOff(guild, true)
      for (const guild of ['2', '3']) await settings.setMemoryOff(guild, false)

      const off = await Promise.all(['1', '2', '3'].map(guild => settings.isMemoryOff(guild)))
      expect(off).toEqual([true, false, false])
    })
  })

  describe('what is set for a server and its channels', () => {
    test('is nothing at first', async () => {
      expect(await make().readPlaceSettings('1', ['2', '3'])).toEqual([{}, {}, {}])
    })

    test('is set for each by itself, and taken back', async () => {
      const settings = make()
      await settings.changePlaceSetting({ guild: '1' }, 'persona', 'A pirate.\nAlways.')
      await settings.changePlaceSetting({ guild: '1', channel: '2' }, 'persona', 'A monk.')
      await settings.changePlaceSetting({ guild: '1', channel: '2' }, 'answerLanguage', 'de')
      await settings.changePlaceSetting({ guild: '2' }, 'model', 'large')
      await settings.changePlaceSetting({ guild: '1', channel: '3' }, 'persona', 'A cook.')
      for (const _ of [1, 2]) await settings.changePlaceSetting({ guild: '1', channel: '3' }, 'persona', undefined)

      expect(await settings.readPlaceSettings('1', ['2', '3'])).toEqual([
        { persona: 'A monk.', answerLanguage: 'de' },
        {},
        { persona: 'A pirate.\nAlways.' },
      ])
      expect(await settings.readPlaceSettings('2', [])).toEqual([{ model: 'large' }])
    })

    test('holds all that two admins set at once', async () => {
      const settings = make()
      await Promise.all([
        settings.changePlaceSetting({ guild: '1' }, 'persona', 'A pirate.'),
        settings.changePlaceSetting({ guild: '1' }, 'textLanguage', 'ja'),
        settings.changePlaceSetting({ guild: '1', channel: '2' }, 'persona', 'A monk.'),
      ])

      const server = { persona: 'A pirate.', textLanguage: 'ja' }
      expect(await settings.readPlaceSettings('1', ['2'])).toEqual([{ persona: 'A monk.' }, server])
    })

    test('is whether it was greeted since it was joined', async () => {
      const settings = make()
      const claims = await Promise.all([1, 2, 3].map(() => settings.claimGreeting('1', 5)))
      expect(claims.toSorted()).toEqual([false, false, true])
      expect([await settings.claimGreeting('1', 6), await settings.claimGreeting('2', 5)]).toEqual([true, true])
      expect(await settings.readPlaceSettings('1', [])).toEqual([{}])
    })

    test('goes with its channel, or with its server, as often as it is told; that memory is off stays', async () => {
      const settings = make()
      await settings.setMemoryOff('1', true)
      for (const place of [{ guild: '1' }, { guild: '1', channel: '2' }, { guild: '1', channel: '3' }, { guild: '4' }])
        await settings.changePlaceSetting(place, 'persona', 'A pirate.')

      for (const _ of [1, 2]) await settings.forgetPlaceSettings({ guild: '1', channel: '2' })
      const withoutChannel = await settings.readPlaceSettings('1', ['2', '3'])
      for (const _ of [1, 2]) await settings.forgetPlaceSettings({ guild: '1' })

      expect(withoutChannel).toEqual([{}, { persona: 'A pirate.' }, { persona: 'A pirate.' }])
      expect(await settings.readPlaceSettings('1', ['3'])).toEqual([{}, {}])
      expect(await settings.readPlaceSettings('4', [])).toEqual([{ persona: 'A pirate.' }])
      expect(await settings.isMemoryOff('1')).toBe(true)
    })
  })
}
