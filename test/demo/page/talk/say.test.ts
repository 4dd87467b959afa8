import { type APITextChannel, OverwriteType, PermissionFlagsBits } from 'discord-api-types/v10'
import { expect } from 'vitest'
import { openDemo, test } from '../support/browser.ts'

test('what somebody writes is sent, once, and answered', async ({ page, demo }) => {
  const { discord } = demo.world
  const dm = discord.user('Ada').dmChannel
  const before = discord.messages(dm).length

  await page.getByLabel('Message', { exact: true }).fill('My name is Adelheid.')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('Nice to meet you, Adelheid!').waitFor()

  expect(
    discord
      .messages(dm)
      .slice(before)
      .filter(({ content }) => content === 'My name is Adelheid.'),
  ).toHaveLength(1)
})

// A refusal is an error to the browser's console as well: this window is not watched for those.
test('what is refused says why, and is not lost', async ({ context, demo }) => {
  const { discord } = demo.world
  const general = discord.channel('general') as APITextChannel
  const deny = PermissionFlagsBits.SendMessages.toString()
  discord.changeChannel(general, {
    overwrites: [{ id: discord.user('Dan').id, type: OverwriteType.Member, allow: '0', deny }],
  })
  const page = await context.newPage()
  await openDemo(page, demo.url)
  await page.getByRole('radio', { name: 'Dan' }).check({ force: true })
  await page.getByRole('navigation').getByRole('button', { name: 'general' }).first().click()
  await page.getByRole('heading', { name: '#general' }).waitFor()
  const input = page.getByLabel('Message', { exact: true })

  await input.fill('Hello, all')
  await page.keyboard.press('Enter')

  await page.getByRole('alert').getByText('Dan may not write in general.').waitFor()
  expect(await input.inputValue()).toBe('Hello, all')
})
