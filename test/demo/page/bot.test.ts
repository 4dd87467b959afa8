import { expect } from 'vitest'
import { servePage } from '../../../demo/page/server/serve-page.ts'
import { openDemo, test } from './support/browser.ts'
import { readSnapshot } from './support/read-events.ts'

test('restarts the bot and says so, while the talk stays', async ({ page, demo }) => {
  const { bot, discord } = demo.world
  const { pid } = bot.state
  await discord.reply(await discord.user('Ada').dm('I live in Lisbon.'))
  await page.getByText('I live in Lisbon.').first().waitFor()

  await page.getByRole('button', { name: 'Restart' }).click()
  await page.getByText('The bot restarts…').waitFor()
  await page.getByText('The bot is ready').waitFor()

  expect(bot.state.pid).not.toBe(pid)
  await page.getByText('I live in Lisbon.').first().waitFor()
})

test('tells why a bot is gone that crashed, and starts another', async ({ page, demo }) => {
  await page.getByRole('button', { name: 'Kill' }).click()
  await page.getByText('The bot is gone').waitFor()
  await page.getByRole('alert').filter({ hasText: 'SIGKILL. Nothing that was said is lost' }).waitFor()

  await page.getByRole('button', { name: 'Start it' }).click()
  await page.getByText('The bot is ready').waitFor()

  expect(await page.getByRole('alert').count()).toBe(0)
  expect(demo.world.bot.state.is).toBe('ready')
})

test('tries again while the demo is out of reach, and asks for another address once that is no use', async ({
  context,
  demo,
}) => {
  const { world } = demo
  const logFile = '/dev/null'
  const served = await servePage({ world, logFile, port: 0 })
  const { port } = new URL(served.url)
  const page = await context.newPage()
  await openDemo(page, served.url)

  await served.close()
  await page.getByText('The demo does not answer.').waitFor()
  const another = await servePage({ world, logFile, port: Number(port) })
  await page.getByText('This page belongs to a demo that has ended.').waitFor()
  await openDemo(page, another.url)

  expect(await page.getByRole('alert').count()).toBe(0)
  await another.close()
})

test('a page that loses its connection goes on where it was, and asks for what it missed', async ({
  context,
  demo,
}) => {
  const { discord } = demo.world
  const general = discord.channel('general')
  const { id, ...snapshot } = await readSnapshot(demo)
  const page = await context.newPage()
  const askedFor: (string | undefined)[] = []
  await page.route('**/events', async route => {
    askedFor.push(route.request().headers()['last-event-id'])
    // The first connection ends behind the snapshot.
    const body = `id: ${id}\ndata: ${JSON.stringify(snapshot)}\n\n`
    await (askedFor.length === 1 ? route.fulfill({ contentType: 'text/event-stream', body }) : route.continue())
  })
  await discord.user('Bob').says(general, 'Said while nobody was connected.')

  await page.goto(demo.url)
  await page.getByRole('button', { name: 'general' }).first().click()

  await page.getByText('Said while nobody was connected.').waitFor()
  expect(askedFor).toEqual([undefined, id])
})

test('says which model speaks, and where memory and log are', async ({ page, demo }) => {
  const { setting } = demo.world

  await page.getByText(setting.model).waitFor()
  await page.getByText(setting.memory).waitFor()
})

test('without a token says where to get one', async ({ context, demo }) => {
  const page = await context.newPage()
  await page.goto(demo.origin)

  await page.getByText('open the address it prints').waitFor()
})
