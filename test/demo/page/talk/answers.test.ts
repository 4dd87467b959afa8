import { expect } from 'vitest'
import { en } from '../../../../src/locales/en.ts'
import { test } from '../support/browser.ts'

test('an answer too long for one message stands in several, in their order', async ({ page, demo }) => {
  const { discord } = demo.world
  const bob = discord.user('Bob')
  await page.getByRole('radio', { name: 'Bob' }).check({ force: true })
  const end = page.getByText('And that is where I stop.')

  const said = await bob.dm('Tell me a long story.')
  await end.waitFor()
  await discord.reply(said)

  const parts = discord.messages(bob.dmChannel).filter(({ author }) => author.id === discord.botId)
  expect(parts.length).toBeGreaterThan(1)
  const shown = await page.getByRole('region', { name: 'Messages' }).getByRole('listitem').allInnerTexts()
  const [first, last] = ['Part 1', 'And that is where I stop.'].map(words =>
    shown.findIndex(text => text.includes(words)),
  )
  expect(first).toBeGreaterThanOrEqual(0)
  expect(last).toBe(shown.length - 1)
  expect(last).toBeGreaterThan(first ?? 0)
})

test('an answer grows while it is given, and ends where somebody stops it', async ({ page, demo }) => {
  const { discord } = demo.world
  const dan = discord.user('Dan')
  await page.getByRole('radio', { name: 'Dan' }).check({ force: true })
  const answers = page.getByRole('listitem').filter({ hasText: 'Very well' })
  const before = await answers.count()
  const answer = answers.nth(before)
  const length = async () => (await answer.innerText()).length

  await dan.dm('Say something slowly.')
  await page.getByText('Keepsake is typing…').waitFor()
  await answer.waitFor()
  const beginning = await length()
  await expect.poll(length).toBeGreaterThan(beginning)
  await answer.getByRole('button', { name: en.answers.stop }).click()
  await answer.getByText('Stopped.').waitFor()

  expect(await answers.count()).toBe(before + 1)
  expect(await answer.innerText()).not.toContain('had to be found first')
  expect(await answer.getByRole('button', { name: en.answers.stop }).count()).toBe(0)
})

test('a menu of the bot’s offers its options, and what is chosen there is shown', async ({ page, demo }) => {
  const { discord } = demo.world
  const cleo = discord.user('Cleo')
  await cleo.command('remember', { what: 'I live in Porto.' })
  await cleo.command('whatdoyouknow')
  await page.getByRole('radio', { name: 'Cleo' }).check({ force: true })

  await page.getByRole('button', { name: en.know.choose }).last().click()
  await page.getByRole('option', { name: en.know.sections.personal }).waitFor()
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { name: en.know.sections.personal, exact: true }).waitFor()
})
