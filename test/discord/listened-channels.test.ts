import { expect, test } from 'vitest'
import { ListenedChannels } from '../../src/discord/listened-channels.ts'
import { redisServerSettings } from '../../src/redis/stores/server-settings.ts'
import { plainRedis, testKeys } from '../redis/support/fixtures.ts'

test('what one process is told another one knows with its next look, and looks cheaply where nothing was', async () => {
  const [redis, keys] = [plainRedis(), testKeys()]
  const settings = redisServerSettings(redis, keys)
  let reads = 0
  const counted = {
    ...settings,
    async listeningModes() {
      reads += 1
      return await settings.listeningModes()
    },
  }
  const [one, other] = [new ListenedChannels(settings), new ListenedChannels(counted)]
  await one.setMode('1', 'everything')
  const before = other.modeOf('1')
  await other.load()
  await other.load()
  const after = other.modeOf('1')
  await one.setMode('1', 'mentions')
  await other.load()

  expect([before, after, other.modeOf('1'), one.modeOf('1')]).toEqual([
    'mentions',
    'everything',
    'mentions',
    'mentions',
  ])
  expect(reads).toBe(2)
})
