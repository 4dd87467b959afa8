import { readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parse } from 'dotenv'
import type { BrowserContext, Page } from 'playwright-core'
import { expect, type onTestFinished } from 'vitest'
import { servePage } from '../../../demo/page/server/serve-page.ts'
import { ModelServer } from '../../e2e/support/model-server.ts'
import { openDemo, test } from './support/browser.ts'
import { findSerious } from './support/find-serious.ts'
import type { RunningDemo } from './support/running-demo.ts'

const KEY = 'sk-right-4f1c9a07'
const REFUSAL = {
  error: { message: 'Incorrect API key provided.', type: 'invalid_request_error', code: 'invalid_api_key' },
}

/** A server of models on this machine that wants a key, and has nothing for embeddings. */
async function startModel(whenFinished: typeof onTestFinished): Promise<ModelServer> {
  const model = await new ModelServer().listen()
  whenFinished(() => model.close())
  model.intercepts = ({ headers, path }, response) => {
    const isRefused = headers.authorization !== `Bearer ${KEY}`
    if (!isRefused && !path.endsWith('/models')) return false
    response.writeHead(isRefused ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(isRefused ? REFUSAL : { object: 'list', data: [{ id: 'small' }] }))
    return true
  }
  return model
}

/** A page that knows these servers, with the choice among them open. */
async function openChoice(
  demo: RunningDemo,
  context: BrowserContext,
  baseUrl: string,
  whenFinished: typeof onTestFinished,
): Promise<Page> {
  const { world, logFile } = demo
  const providers = [
    { name: 'Nobody', baseUrl: 'http://127.0.0.1:9/v1' },
    { name: 'Somebody', baseUrl, keyPage: 'https://example.com/keys' },
    { name: 'another' },
  ]
  const served = await servePage({ world, logFile, port: 0, models: { providers, envFile: envFileOf(demo) } })
  whenFinished(() => served.close())
  const page = await context.newPage()
  await openDemo(page, served.url)
  await page.getByText('Talk to a real model…').click()
  await page.getByLabel('Where it runs').waitFor()
  return page
}

const envFileOf = ({ logFile }: RunningDemo) => join(dirname(logFile), '.env')

test('a real model in one step: tried, spoken with, kept when that is said, its key nowhere else', async ({
  context,
  demo,
  onTestFinished,
}) => {
  const model = await startModel(onTestFinished)
  const page = await openChoice(demo, context, model.url, onTestFinished)
  const envFile = envFileOf(demo)
  await writeFile(envFile, 'CHAT_MODEL=other # mine\nDISCORD_TOKEN=kept\n')
  await page.getByLabel('Where it runs').selectOption('Somebody')
  await page.getByLabel('Key').fill('sk-wrong')
  await page.keyboard.press('Enter')
  await page
    .getByRole('alert')
    .filter({ hasText: 'refuses that key: copy it once more from https://example.com/keys' })
    .waitFor()
  expect(demo.world.setting.model).not.toContain(new URL(model.url).host)

  await page.getByLabel('Key').fill(KEY)
  await page.getByRole('button', { name: 'Try it' }).click()
  // The old process ends in order before the other begins: each has its time.
  await page.getByText('The bot restarts…').waitFor()
  await page.getByText('The bot is ready').waitFor()
  await page.getByText('small speaks now. It has no model for embeddings: memories are found by their words.').waitFor()
  await page
    .getByRole('definition')
    .filter({ hasText: /^small at 127\.0\.0\.1/u })
    .waitFor()
  const { discord } = demo.world
  expect((await discord.reply(await discord.user('Ada').dm('Hello, model!'))).content).toContain(
    'You said: Hello, model!',
  )

  await page.getByRole('button', { name: 'Keep it in .env' }).click()
  await page.getByText('.env has other values of CHAT_MODEL.').waitFor()
  expect(await readFile(envFile, 'utf8')).not.toContain(KEY)
  await page.getByRole('button', { name: 'Replace them in .env' }).click()
  await page.getByText('Kept in').waitFor()
  expect(parse(await readFile(envFile, 'utf8'))).toMatchObject({
    DISCORD_TOKEN: 'kept',
    CHAT_MODEL: 'small',
    OPENAI_API_KEY: KEY,
    OPENAI_BASE_URL: model.url,
  })
  expect((await stat(envFile)).mode & 0o777).toBe(0o600)

  const stored = await page.evaluate('JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])')
  expect(stored).not.toContain(KEY)
  expect(await page.content()).not.toContain(KEY)
  expect(await page.getByLabel('Key').inputValue()).toBe('')
  expect(await readFile(demo.logFile, 'utf8')).not.toContain(KEY)
})

test('says in a sentence what to do where nothing answers, also at 380 px, where axe finds nothing serious', async ({
  context,
  demo,
  onTestFinished,
}) => {
  const page = await openChoice(demo, context, 'http://127.0.0.1:9/v1', onTestFinished)
  await page.getByRole('option', { name: 'Nobody (not found here)' }).waitFor({ state: 'attached' })
  await page.getByLabel('Where it runs').selectOption('Nobody')
  await page.getByRole('button', { name: 'Try it' }).click()
  await page.getByRole('alert').filter({ hasText: 'Nothing answers at 127.0.0.1:9: start the server there' }).waitFor()

  await page.setViewportSize({ width: 380, height: 800 })
  await page.getByRole('button', { name: 'Memory', exact: true }).click()
  await page.getByLabel('Where it runs').selectOption('another')
  await page.getByLabel('Address').fill('nonsense')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: 'That is no address' }).waitFor()
  expect(await findSerious(page)).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380)
})
