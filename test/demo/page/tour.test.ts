import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PageTour } from '../../../demo/page/protocol.ts'
import { waitForParts } from '../../../demo/pictures/follow-tour.ts'
import { pictures } from '../../../demo/pictures/pictures.ts'
import { tourSteps } from '../../../demo/tour/steps.ts'
import { textOf } from '../../../fake-discord/messages/text.ts'
import { en } from '../../../src/locales/en.ts'
import { test } from './support/browser.ts'
import { followEvents } from './support/read-events.ts'
import type { RunningDemo } from './support/running-demo.ts'

const barOf = (page: Page) => page.getByRole('region', { name: 'Tour' })
const take = (page: Page) => page.getByRole('button', { name: 'Take the tour' }).click()

/** Resolves with the tour as soon as it is so. */
async function until(demo: RunningDemo, isSo: (tour: PageTour) => boolean): Promise<PageTour> {
  for await (const { event } of followEvents(demo)) {
    const tour = event.kind === 'snapshot' || event.kind === 'tour' ? event.tour : undefined
    if (tour !== undefined && isSo(tour)) return tour
  }
  throw new Error('The stream has ended.')
}

const next = (page: Page) => barOf(page).getByRole('button', { name: 'Next' }).click()

/** A step may be one in which a process learns for the first time. */
const STEP_MS = 60_000

/** Two processes learn for the first time in it. */
const LONG_STORY = { timeout: 120_000 }

test(
  'leads to its end, with a reload in the middle and all that the pictures show',
  LONG_STORY,
  async ({ page, demo }) => {
    const { bot, discord } = demo.world
    const { starts } = bot.state
    const emma = discord.user('Emma')

    await take(page)
    await barOf(page).getByRole('button', { name: 'Take over' }).click()
    const { step, placeId } = await until(demo, ({ is }) => is === 'held')
    await page.reload()

    await barOf(page).getByText(`Tour, ${step} of ${tourSteps.length}. You have taken over`).waitFor()
    const place = placeId === emma.dmChannel.id ? 'what Emma and the bot say in private' : '#general'
    await page.getByRole('heading', { name: place }).waitFor()
    expect(await page.getByRole('radio', { name: 'Emma' }).isChecked()).toBe(true)
    await barOf(page).getByRole('button', { name: 'Go on with the tour' }).click()
    for (let number = step; number <= tourSteps.length; number += 1) {
      await barOf(page)
        .getByText(`Tour, ${number} of ${tourSteps.length}. ${tourSteps[number - 1]?.look}`)
        .waitFor({ timeout: STEP_MS })
      for (const picture of pictures.filter(({ step: taken }) => taken === number)) await waitForParts(page, picture)
      await next(page)
    }

    expect((await until(demo, ({ is }) => is === 'over')).line).toContain('That was the tour')
    await barOf(page).getByText('That was the tour').waitFor()
    await page.getByText('what Emma and the bot say in private').waitFor()
    expect(bot.state.starts).toBe(starts + 1)
    const shown = discord.messages(emma.dmChannel).map(textOf)
    for (const words of ['You told me: “I live in Porto now.”', 'home Porto', en.forget.lookedAgain])
      expect(shown.some(text => text.includes(words))).toBe(true)
    const inPublic = discord.messages(discord.channel('general')).map(textOf)
    expect(inPublic.at(-1)).toContain('nothing here that you told me')

    await barOf(page).getByRole('button', { name: 'Close' }).click()
    await barOf(page).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Take the tour' }).and(page.locator(':focus')).waitFor()
  },
)

test('waits where somebody takes over, goes on where it was, and ends when it is told to', async ({ page, demo }) => {
  await take(page)
  await barOf(page).getByRole('button', { name: 'Take over' }).and(page.locator(':focus')).waitFor()
  await page.keyboard.press('Enter')
  const { step } = await until(demo, ({ is }) => is === 'held')
  await barOf(page).getByText('You have taken over').waitFor()

  const going = until(demo, tour => tour.step > step)
  await barOf(page).getByRole('button', { name: 'Go on with the tour' }).click()
  await next(page)
  await going

  await barOf(page).getByRole('button', { name: 'End' }).click()
  await barOf(page).getByText('Everything is yours to try').waitFor()
  expect((await until(demo, () => true)).is).toBe('over')
})

test('waits where somebody goes elsewhere', async ({ page, demo }) => {
  await take(page)
  await barOf(page).waitFor()
  await page.getByRole('navigation').getByRole('button', { name: 'book club' }).click()

  await until(demo, ({ is }) => is === 'held')

  await page.getByRole('heading', { name: '#book club' }).waitFor()
  await barOf(page).getByRole('button', { name: 'End' }).click()
  await barOf(page).waitFor({ state: 'detached' })
})

test('lets go and says why where the bot dies', async ({ page, demo }) => {
  await take(page)
  await barOf(page).waitFor()

  demo.world.bot.kill()

  expect((await until(demo, ({ is }) => is === 'over')).line).toMatch(
    /The bot is gone, so the tour has ended here\..*SIGKILL/u,
  )
  await barOf(page).getByText('so the tour has ended here').waitFor()
  expect(await page.getByRole('button', { name: 'Take the tour' }).isDisabled()).toBe(true)
  await demo.world.bot.launch()
})
