import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { test } from '../support/browser.ts'

const messageWith = (page: Page, text: string) => page.getByRole('listitem').filter({ hasText: text }).first()
const write = (page: Page) => page.getByLabel('Message', { exact: true })

test('one’s own message is changed and deleted by its menu', async ({ page, demo }) => {
  const { discord } = demo.world
  const ada = discord.user('Ada')
  await page.getByRole('navigation').getByRole('button', { name: 'general' }).first().click()
  const message = await ada.says(discord.channel('general'), 'Soup on Mondey')
  await messageWith(page, 'Soup on Mondey').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await write(page).and(page.locator(':focus')).waitFor()

  await write(page).fill('Soup on Monday')
  await page.keyboard.press('Enter')
  await page.getByText('Soup on Monday (edited)').waitFor()
  expect(discord.messages(discord.channel('general')).find(({ id }) => id === message.id)?.content).toBe(
    'Soup on Monday',
  )

  await messageWith(page, 'Soup on Monday').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByText('Soup on Monday').waitFor({ state: 'detached' })
})

test('by keyboard alone: a message is replied to from its menu', async ({ page, demo }) => {
  const { discord } = demo.world
  const message = await discord.user('Bob').says(discord.channel('general'), 'Who has the key?')
  await page.getByRole('navigation').getByRole('button', { name: 'general' }).first().click()
  await messageWith(page, 'Who has the key?').getByRole('button', { name: 'More' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Reply' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('Replying to Bob').waitFor()
  const said = discord.until(({ kind }) => kind === 'message')

  await page.keyboard.type('I do.')
  await page.keyboard.press('Enter')

  expect(await said).toMatchObject({ message: { content: 'I do.', message_reference: { message_id: message.id } } })
})

test('a command of a message’s menu is used on an answer', async ({ page, demo }) => {
  const { discord } = demo.world
  await discord.reply(await discord.user('Ada').dm('My name is Adelheid.'))
  await messageWith(page, 'Nice to meet you, Adelheid!').getByRole('button', { name: 'More' }).click()

  await page.getByRole('menuitem', { name: 'Why did you say that?' }).click()

  await page.getByText('Only you can see this').last().waitFor()
})

test('files go along that are chosen or dropped, and can be taken out before', async ({ page, demo }) => {
  const { discord } = demo.world
  const files = ['notes.txt', 'list.txt'].map(name => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) }))
  await page.locator('message-composer .picker').setInputFiles(files)
  await page.getByRole('button', { name: 'Take list.txt out' }).click()
  const dropped = await page.evaluateHandle(
    "(() => { const data = new DataTransfer(); data.items.add(new File(['x'], 'drop.txt', { type: 'text/plain' })); return data })()",
  )
  await page.locator('talk-view').dispatchEvent('drop', { dataTransfer: dropped })
  const said = discord.until(({ kind }) => kind === 'message')

  await write(page).fill('Two files')
  await write(page).press('Enter')

  expect(await said).toMatchObject({ message: { attachments: [{ filename: 'notes.txt' }, { filename: 'drop.txt' }] } })
  await page.getByRole('link', { name: 'drop.txt' }).waitFor()
})
