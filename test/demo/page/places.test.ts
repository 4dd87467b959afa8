import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openDemo, test } from './support/browser.ts'

const placesOf = (page: Page) => page.getByRole('navigation', { name: 'People and places' })
const be = (page: Page, name: string) => page.getByRole('radio', { name }).check({ force: true })

test('shows each person the places that they see, and nothing said to others alone', async ({ page, demo }) => {
  const { discord } = demo.world
  const places = placesOf(page)
  await discord.user('Bob').says(discord.channel('staff'), 'The till does not add up.')
  await places.getByRole('button', { name: 'staff' }).click()
  await page.getByText('The till does not add up.').waitFor()

  await be(page, 'Cleo')

  await page.getByRole('heading', { name: 'Direct messages with Keepsake' }).waitFor()
  expect(await places.getByRole('button', { name: 'staff' }).count()).toBe(0)
  expect(await places.getByRole('button', { name: 'surprise party' }).count()).toBe(0)
  expect(await page.getByText('The till does not add up.').count()).toBe(0)
  expect(await places.getByRole('heading', { name: 'Allotment club' }).count()).toBe(1)

  await be(page, 'Dan')

  await places.getByRole('heading', { name: 'Allotment club' }).waitFor({ state: 'detached' })
})

test('goes along with somebody who sees the place as well, and back into each one’s own direct messages', async ({
  page,
}) => {
  await placesOf(page).getByRole('button', { name: 'book club' }).click()
  await be(page, 'Bob')
  await page.getByRole('heading', { name: '#book club' }).waitFor()

  await placesOf(page).getByRole('button', { name: 'Keepsake' }).click()
  await page.getByText('what Bob and the bot say in private').waitFor()
  await page.getByText('Here you talk to Keepsake in private').waitFor()
  await be(page, 'Ada')

  await page.getByText('what Ada and the bot say in private').waitFor()
})

test('a reload in the middle keeps person, place and talk, and needs no token in the address', async ({
  page,
  demo,
}) => {
  const { discord } = demo.world
  await be(page, 'Bob')
  await placesOf(page).getByRole('button', { name: 'staff' }).click()
  await discord.user('Ada').says(discord.channel('staff'), 'Said before the reload.')
  await page.getByText('Said before the reload.').waitFor()
  expect(page.url()).toBe(`${demo.origin}/`)

  await page.reload()
  await discord.user('Ada').says(discord.channel('staff'), 'And this after it.')

  await page.getByRole('heading', { name: '#staff' }).waitFor()
  await page.getByText('Said before the reload.').waitFor()
  await page.getByText('And this after it.').waitFor()
  expect(await page.getByRole('radio', { name: 'Bob' }).isChecked()).toBe(true)
})

test('two tabs are two people, and each sees at once what the other says', async ({ page, context, demo }) => {
  const other = await context.newPage()
  await openDemo(other, demo.origin)
  await be(other, 'Cleo')
  for (const tab of [page, other]) await placesOf(tab).getByRole('button', { name: 'general' }).first().click()
  const { discord } = demo.world
  await other.getByLabel('Message', { exact: true }).pressSequentially('I')
  await page.getByText('Cleo is typing…').waitFor()

  await discord.user('Ada').says(discord.channel('general'), 'Who is in the other tab?')
  await discord.user('Cleo').says(discord.channel('general'), 'I am.')

  for (const tab of [page, other]) {
    await tab.getByText('Who is in the other tab?').waitFor()
    await tab.getByText('I am.').waitFor()
  }
  await page.getByText('Cleo is typing…').waitFor({ state: 'detached' })
  expect(await page.getByRole('radio', { name: 'Ada' }).isChecked()).toBe(true)
})

test('counts what comes elsewhere until somebody looks', async ({ page, demo }) => {
  const { discord } = demo.world
  const staff = placesOf(page).getByRole('button', { name: 'staff' })
  await discord.user('Bob').says(discord.channel('staff'), 'First.')
  await discord.user('Bob').says(discord.channel('staff'), 'Second.')
  await placesOf(page).getByRole('button', { name: 'staff private 2 new' }).waitFor()

  await staff.click()

  await placesOf(page).getByRole('button', { name: 'staff private', exact: true }).waitFor()
})

test('each person’s Discord has a language, in which the bot speaks to them', async ({ page, demo }) => {
  const { discord } = demo.world
  await be(page, 'Dan')
  await page.getByLabel('Language').selectOption('Deutsch')
  await expect.poll(() => discord.user('Dan').locale).toBe('de')

  const { text } = await discord.user('Dan').command('privacy')
  await be(page, 'Ada')

  expect(text).toMatch(/Gedächtnis|behalte/u)
  expect(await page.getByLabel('Language').inputValue()).toBe('en-US')
})
