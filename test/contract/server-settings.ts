import { describe, expect, test } from 'vitest'
import type { ListeningMode, ServerSettings } from '../../src/memory/ports/server-settings.ts'
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
}
