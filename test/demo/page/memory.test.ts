import { expect } from 'vitest'
import type { Person } from '../../../fake-discord/person.ts'
import type { StoredMessage } from '../../../fake-discord/stored.ts'
import { test } from './support/browser.ts'
import { findSerious } from './support/find-serious.ts'
import type { RunningDemo } from './support/running-demo.ts'

/** The first study of a process loads what it checks facts with, which takes a while on a busy machine. */
const FIRST_STUDY = { timeout: 60_000 }

/** Somebody says something in private, is answered, and it is learned. */
async function teach({ world: { discord, bot } }: RunningDemo, person: Person, text: string): Promise<StoredMessage> {
  const said = await person.dm(text)
  await discord.reply(said)
  await bot.learn([person.id])
  return said
}

test(
  'what is learned shows at once, with who may be told it, and leads to where it was said',
  FIRST_STUDY,
  async ({ page, demo }) => {
    const { discord } = demo.world
    const ada = discord.user('Ada')
    const memory = page.getByRole('complementary', { name: 'Memory' })
    await memory.getByText('Nothing yet.').waitFor()
    const said = await teach(demo, ada, 'I live in Lisbon.')
    const fact = memory.getByRole('listitem').filter({ hasText: 'You live in Lisbon.' })
    await fact.getByText('only you').waitFor()

    await page.getByRole('button', { name: 'general' }).first().click()
    await fact.getByRole('button', { name: 'Show the message' }).press('Enter')
    await page.getByRole('heading', { name: 'Direct messages with Keepsake' }).waitFor()
    await page.locator('talk-view .lit').getByText('I live in Lisbon.').waitFor()

    await page.getByRole('radio', { name: 'Bob' }).check({ force: true })
    await memory.getByText('Nothing yet.').waitFor()
    expect(await memory.getByText('Lisbon').count()).toBe(0)

    await page.getByRole('radio', { name: 'Ada' }).check({ force: true })
    await fact.waitFor()
    await ada.deletes(said)
    await memory.getByText('Nothing yet.').waitFor()
  },
)

test('what took the place of something stands above it', async ({ page, demo }) => {
  const { discord } = demo.world
  const cleo = discord.user('Cleo')
  const memory = page.getByRole('complementary', { name: 'Memory' })
  await page.getByRole('radio', { name: 'Cleo' }).check({ force: true })
  await teach(demo, cleo, 'I live in Rome.')
  const rome = memory.locator('fact-list').getByRole('listitem').filter({ hasText: 'You live in Rome.' })
  await rome.getByText('new', { exact: true }).waitFor()

  await teach(demo, cleo, 'I live in Oslo now.')

  const current = memory.getByRole('listitem').filter({ hasText: 'Oslo' })
  const replaced = current.getByRole('list', { name: 'What this took the place of' })
  await replaced.getByText('You live in Rome.').waitFor()
  await current.getByText('new', { exact: true }).waitFor()
  expect(await replaced.getByText('new', { exact: true }).count()).toBe(0)
  await memory.getByRole('status').getByText('1 fact').waitFor()
})

test('shows what an answer is made of, and the talk as it is kept', async ({ page, demo }) => {
  const { discord } = demo.world
  const dan = discord.user('Dan')
  const memory = page.getByRole('complementary', { name: 'Memory' })
  await page.getByRole('radio', { name: 'Dan' }).check({ force: true })
  await teach(demo, dan, 'My name is Dan and I live in Bergen.')
  await memory.getByText('You live in Bergen.').waitFor()

  await discord.reply(await dan.dm('Where do I live?'))

  const answer = memory.locator('answer-view')
  await answer.getByText('All that may be told here had room').waitFor()
  await answer.locator('.recalled').getByText('You live in Bergen.').waitFor()
  const parts = answer.getByRole('list', { name: 'Tokens by part' }).getByRole('listitem')
  await parts.filter({ hasText: 'The last messages, word for word' }).waitFor()
  await answer.getByText('Read the exact prompt').click()
  await answer.getByRole('region', { name: 'Text of user' }).last().getByText('Where do I live?').waitFor()
  await memory.getByText('Read the exact request to learn').click()
  await memory.locator('learning-view').getByText('Learn from:').waitFor()
  await memory.getByText('Read them').click()
  const turns = memory.locator('conversation-view').getByRole('listitem')
  await turns.filter({ hasText: 'Dan: My name is Dan and I live in Bergen.' }).getByText('learned').waitFor()
  expect(await turns.count()).toBe(4)
})

test('people and things stand around the person, and lead to what is known of them', async ({ page, demo }) => {
  const { discord } = demo.world
  const emma = discord.user('Emma')
  const memory = page.getByRole('complementary', { name: 'Memory' })
  await page.getByRole('radio', { name: 'Emma' }).check({ force: true })
  await memory.getByText('Nobody and nothing else so far.').waitFor()
  await teach(demo, emma, 'I live in Turin.')
  const said = await teach(demo, emma, 'My sister Mia works at Google.')

  const mia = memory
    .getByRole('list', { name: 'People and things' })
    .getByRole('button', { name: 'Mia, your sister, a person' })
  await mia.press('Enter')
  const facts = memory.locator('fact-list').getByRole('listitem')
  await memory.getByRole('status').getByText('1 fact about Mia').waitFor()
  await facts.filter({ hasText: 'Mia works at Google' }).waitFor()
  expect(await facts.filter({ hasText: 'Turin' }).count()).toBe(0)
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await findSerious(page)).toEqual([])
  }
  await page.setViewportSize({ width: 380, height: 800 })
  await page.getByRole('button', { name: 'Memory', exact: true }).click()
  await memory.getByRole('button', { name: 'Show all facts' }).click()
  await facts.filter({ hasText: 'Turin' }).waitFor()
  await mia.click()
  await facts.filter({ hasText: 'Turin' }).waitFor({ state: 'detached' })
  expect(await findSerious(page)).toEqual([])

  await emma.deletes(said)
  await memory.getByText('Nobody and nothing else so far.').waitFor()
  await facts.filter({ hasText: 'Turin' }).waitFor()
})
