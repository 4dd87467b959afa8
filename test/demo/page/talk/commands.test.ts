import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { en } from '../../../../src/locales/en.ts'
import { test } from '../support/browser.ts'

const write = (page: Page) => page.getByLabel('Message', { exact: true })

test('after / the bot’s commands are offered, with what fits, and one is used by keyboard alone', async ({ page }) => {
  await write(page).focus()
  await page.keyboard.type('/priv')
  const offered = page.getByRole('listbox', { name: 'Suggestions' })
  await offered.getByRole('option', { name: '/privacy' }).waitFor()
  expect(await offered.getByRole('option').count()).toBe(1)

  await page.keyboard.press('Enter')
  await page.getByRole('form', { name: '/privacy' }).waitFor()
  await page.keyboard.press('Enter')

  await page.getByText('Only you can see this').last().waitFor()
  await write(page).and(page.locator(':focus')).waitFor()
})

test('an option is completed with what the bot offers for it, and sent as what it stands for', async ({ page }) => {
  await write(page).focus()
  await page.keyboard.type('/forget')
  await page.keyboard.press('Enter')
  await page.getByLabel('what', { exact: false }).focus()
  const offered = page.getByRole('listbox', { name: 'Offered by the bot' })
  const everything = offered.getByRole('option', { name: en.forget.everything, exact: true })
  await everything.waitFor()

  await page.keyboard.type('Everyth')
  await everything.waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')

  await page.getByRole('button', { name: en.forget.everythingButton }).last().waitFor()
})

test('a form is opened over the page, told what is wrong with it, and sent', async ({ page, demo }) => {
  await demo.world.discord.user('Ada').command('forget', { what: 'everything' })
  await page.getByRole('button', { name: en.forget.everythingButton }).last().click()
  const form = page.getByRole('dialog', { name: en.forget.formTitle })
  await form.getByLabel(en.forget.formLabel).and(page.locator(':focus')).waitFor()

  await page.keyboard.press('Enter')
  await form.waitFor()
  await page.keyboard.type('forget nothing')
  await page.keyboard.press('Enter')

  await form.waitFor({ state: 'detached' })
  await page.getByText('Nothing was forgotten').last().waitFor()
})

test('somebody is offered only what they may use', async ({ page }) => {
  const offered = page.getByRole('listbox', { name: 'Suggestions' })
  const settings = offered.getByRole('option', { name: '/settings' })
  await page.getByRole('navigation').getByRole('button', { name: 'general' }).first().click()
  await write(page).pressSequentially('/')
  await settings.waitFor()

  await page.getByRole('radio', { name: 'Cleo' }).check({ force: true })
  await write(page).fill('')
  await write(page).pressSequentially('/')

  await offered.getByRole('option', { name: '/privacy' }).waitFor()
  expect(await settings.count()).toBe(0)
})
