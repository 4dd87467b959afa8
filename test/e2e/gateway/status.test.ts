import { expect } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import { test } from '../support/fixtures.ts'

async function statusOf(discord: Loopback, start: () => Promise<unknown>): Promise<string | undefined> {
  const identified = discord.until(happening => happening.kind === 'gateway' && happening.what === 'identified', {
    timeout: 20_000,
  })
  await start()
  const happening = await identified
  return happening.kind === 'gateway' ? happening.status : undefined
}

test('under its name stands the command that tells more, another text of the settings, or nothing', async ({
  discord,
  bot,
}) => {
  expect(await statusOf(discord, () => bot.restart({}))).toBe('/help')
  expect(await statusOf(discord, () => bot.restart({ STATUS_TEXT: 'Talk to me 💬' }))).toBe('Talk to me 💬')
  expect(await statusOf(discord, () => bot.restart({ STATUS_TEXT: 'off' }))).toBeUndefined()
})

test('a status that Discord would not show is refused at the start', async ({ bot }) => {
  await expect(bot.restart({ STATUS_TEXT: 'x'.repeat(129) })).rejects.toThrow('STATUS_TEXT')
})
