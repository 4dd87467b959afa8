import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { test } from '../support/browser.ts'

const goTo = (page: Page, place: string) => page.getByRole('navigation').getByRole('button', { name: place }).first()

test('an answer is one of the bot’s, says what it replies to, and its text is what markdown means', async ({
  page,
  demo,
}) => {
  const { discord } = demo.world
  await discord.reply(await discord.user('Ada').dm('My name is Adelheid.'))

  const reply = page.getByRole('listitem').filter({ hasText: 'Nice to meet you, Adelheid!' })
  await reply.getByRole('button', { name: 'Reply to Ada My name is Adelheid.' }).waitFor()
  expect(await reply.getByText('APP').count()).toBe(1)

  await goTo(page, 'general').click()
  const general = discord.channel('general')
  const bob = discord.user('Bob')
  await bob.says(general, `**Bold**, \`code\` and <b>no tag</b> for <@${discord.user('Cleo').id}> in <#${general.id}>`)

  await page.locator('strong', { hasText: 'Bold' }).waitFor()
  await page.locator('code', { hasText: 'code' }).waitFor()
  await page.getByText('and <b>no tag</b> for').waitFor()
  await page.getByText('@Cleo').waitFor()
  expect(await page.getByRole('button', { name: '#general' }).count()).toBe(1)
})

test('a link shows what it leads to, and one to a message leads there', async ({ page, demo }) => {
  const { discord } = demo.world
  const staff = discord.channel('staff')
  const bob = discord.user('Bob')
  const url = 'https://example.org/soup'
  const told = { title: 'Soup of the day', description: 'With **leek**', footer: { text: 'Every Monday' } }
  const soup = await bob.says(staff, `See ${url}`, {
    embeds: [{ ...told, url, fields: [{ name: 'Price', value: '4 €' }] }],
  })
  await bob.says(discord.channel('general'), `https://discord.com/channels/@me/${staff.id}/${soup.id}`)
  await goTo(page, 'general').click()

  await page.getByRole('button', { name: '#staff › message' }).last().click()

  await page.getByRole('heading', { name: '#staff' }).waitFor()
  const shown = page.locator('talk-view .lit')
  await shown.getByRole('link', { name: 'Soup of the day' }).waitFor()
  await shown.locator('strong', { hasText: 'leek' }).waitFor()
  for (const text of ['Price', '4 €', 'Every Monday']) await shown.getByText(text).waitFor()
})

test('what is hidden is shown when somebody wants to see it', async ({ page, demo }) => {
  const { discord } = demo.world
  await goTo(page, 'general').click()
  await discord.user('Bob').says(discord.channel('general'), 'It was ||the gardener||.')
  const hidden = page.getByText('the gardener')
  await page.getByRole('button', { name: 'Spoiler' }).focus()

  await page.keyboard.press('Enter')

  await hidden.waitFor()
})

test('a message that is edited changes where it stands', async ({ page, demo }) => {
  const { discord } = demo.world
  const ada = discord.user('Ada')
  await goTo(page, 'general').click()
  const message = await ada.says(discord.channel('general'), 'First words')
  await page.getByText('First words', { exact: true }).waitFor()

  await ada.edits(message, 'First words, and more of them')

  await page.getByText('First words, and more of them (edited)').waitFor()
})

test('what only one person sees says so, and goes when they dismiss it', async ({ page, demo }) => {
  await demo.world.discord.user('Cleo').command('privacy')
  expect(await page.getByText('Only you can see this').count()).toBe(0)
  await page.getByRole('radio', { name: 'Cleo' }).check({ force: true })
  const dismiss = page.getByRole('button', { name: 'Dismiss message' })
  await dismiss.last().waitFor()
  const before = await dismiss.count()

  await dismiss.last().click()

  await expect.poll(() => dismiss.count()).toBe(before - 1)
})

test('a button of the bot’s is clicked, and what comes of it is seen', async ({ page, demo }) => {
  const { discord } = demo.world
  await discord.user('Dan').command('help')
  await page.getByRole('radio', { name: 'Dan' }).check({ force: true })

  await page.getByRole('button', { name: 'What do you know about me?' }).last().click()

  await page.getByText('I don’t know anything about you yet.').last().waitFor()
})

test('a long talk stays where it is read while more is said, and goes to its end on a click', async ({
  page,
  demo,
}) => {
  const { discord } = demo.world
  const general = discord.channel('general')
  const cleo = discord.user('Cleo')
  await goTo(page, 'general').click()
  for (let number = 1; number <= 80; number += 1) await cleo.says(general, `Line ${number} of many.`)
  await page.getByText('Line 80 of many.').waitFor()
  await page.getByText('Line 1 of many.').waitFor({ state: 'detached' })

  const list = page.getByRole('region', { name: 'Messages' })
  const sizes = () => list.evaluate(({ scrollTop, scrollHeight }) => [scrollTop, scrollHeight])
  await list.hover()
  await page.mouse.wheel(0, -100_000)
  const newest = page.getByRole('button', { name: 'To the newest messages' })
  await newest.waitFor()
  await page.getByText('Line 1 of many.').first().waitFor()
  const [, height = 0] = await sizes()
  await discord.user('Bob').says(general, 'And another.')

  await expect.poll(async () => (await sizes())[1]).toBeGreaterThan(height)
  expect((await sizes())[0]).toBe(0)

  await newest.click()
  await page.getByText('And another.').last().waitFor()
})
