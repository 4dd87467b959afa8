import { expect } from 'vitest'
import { en } from '../../../src/locales/en.ts'
import { test } from './support/browser.ts'
import { findSerious } from './support/find-serious.ts'

test.for([
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 380 },
  { colorScheme: 'light', width: 380 },
] as const)('axe finds nothing serious: $colorScheme, $width px', async ({ colorScheme, width }, { page, demo }) => {
  const { discord } = demo.world
  await discord.reply(await discord.user('Ada').dm('Hello!'))
  await page.emulateMedia({ colorScheme })
  await page.setViewportSize({ width, height: 800 })
  await page.getByText('Hello!').first().waitFor()

  expect(await findSerious(page)).toEqual([])

  if (width === 380)
    for (const drawer of ['Places', 'Memory']) {
      await page.getByRole('button', { name: drawer, exact: true }).click()
      expect(await findSerious(page)).toEqual([])
      await page.keyboard.press('Escape')
    }
})

/** Axe looks at the page six times in it. */
const LONG_STORY = { timeout: 90_000 }

test.for([1280, 380])(
  'axe finds nothing serious in what opens, at %i px',
  LONG_STORY,
  async (width, { page, demo }) => {
    const bothSchemes = async () => {
      const found: string[] = []
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme })
        found.push(...(await findSerious(page)))
      }
      return found
    }
    await page.setViewportSize({ width, height: 800 })
    await page.getByRole('button', { name: 'Take the tour' }).click()
    const tour = page.getByRole('region', { name: 'Tour' })
    await tour.getByRole('button', { name: 'Take over' }).click()
    await tour.getByText('You have taken over').waitFor()
    await demo.world.discord.user('Emma').command('forget', { what: 'everything' })
    await page.getByText('Only you can see this').last().waitFor()

    await page.getByLabel('Message', { exact: true }).focus()
    await page.keyboard.type('/forget')
    await page.keyboard.press('Enter')
    await page.getByLabel('what', { exact: false }).focus()
    await page.getByRole('listbox', { name: 'Offered by the bot' }).waitFor()
    expect(await bothSchemes()).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'More' }).last().click()
    await page.getByRole('menu', { name: 'Message' }).waitFor()
    expect(await bothSchemes()).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: en.forget.everythingButton }).last().click()
    await page.getByRole('dialog', { name: en.forget.formTitle }).waitFor()
    expect(await bothSchemes()).toEqual([])
    await page.keyboard.press('Escape')
    await tour.getByRole('button', { name: 'End' }).click()
  },
)

test('at 380 px places and memory are drawers, and nothing is wider than the window', async ({ page }) => {
  await page.setViewportSize({ width: 380, height: 700 })
  const places = page.getByRole('navigation', { name: 'People and places' })
  const opener = page.getByRole('button', { name: 'Places', exact: true })
  await places.waitFor({ state: 'hidden' })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380)

  await opener.click()
  await places.getByRole('button', { name: 'general' }).first().click()
  await page.getByRole('heading', { name: '#general' }).waitFor()
  await places.waitFor({ state: 'hidden' })

  await page.getByRole('button', { name: 'Memory', exact: true }).click()
  await page.getByRole('complementary', { name: 'Memory' }).getByRole('button', { name: 'Close' }).click()
  await page.getByRole('complementary', { name: 'Memory' }).waitFor({ state: 'hidden' })
})

test('by keyboard alone: a drawer takes the focus, keeps it, and gives it back', async ({ page }) => {
  await page.setViewportSize({ width: 380, height: 700 })
  const opener = page.getByRole('button', { name: 'Places', exact: true })
  await opener.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').getByRole('button', { name: 'Close' }).and(page.locator(':focus')).waitFor()

  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowRight')
  expect(await page.getByRole('radio', { name: 'Bob' }).isChecked()).toBe(true)
  await page.keyboard.press('Escape')

  await opener.and(page.locator(':focus')).waitFor()
})

test('by keyboard alone: goes to another place and says something there', async ({ page, demo }) => {
  const { discord } = demo.world
  await page.getByRole('navigation').getByRole('button', { name: 'general' }).first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: '#general' }).waitFor()
  await page.getByRole('textbox').first().focus()
  await page.keyboard.type('Typed without a mouse.')
  const said = discord.until(({ kind }) => kind === 'message')
  await page.keyboard.press('Enter')

  expect(await said).toMatchObject({ content: 'Typed without a mouse.' })
})
