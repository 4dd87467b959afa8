import { expect } from 'vitest'
import type { BotState } from '../../../demo/page/protocol.ts'
import { BotFailure, BotProcess } from '../../../demo/world/bot-process.ts'
import { type RunningDemo, test } from '../page/support/running-demo.ts'

/** Resolves when the bot's process is so. */
function until({ world }: RunningDemo, is: BotState['is']): Promise<BotState> {
  return new Promise(resolve => {
    const stop = world.bot.watch(state => {
      if (state.is !== is) return
      stop()
      resolve(state)
    })
  })
}

test('a restart is a new process, which remembers what was told to the one before', async ({ demo }) => {
  const { bot, discord } = demo.world
  const ada = discord.user('Ada')
  await discord.reply(await ada.dm('My name is Adelheid.'))
  const before = bot.state

  const states: BotState['is'][] = []
  const stop = bot.watch(({ is }) => void states.push(is))
  await bot.restart()
  stop()
  const { content } = await discord.reply(await ada.dm('What is my name?'))

  expect([...new Set(states)]).toEqual(['restarting', 'ready'])
  expect(bot.state).toMatchObject({ is: 'ready', starts: before.starts + 1 })
  expect(bot.state.pid).not.toBe(before.pid)
  expect(content).toContain('Adelheid')
})

test('two restarts at once are one after the other', async ({ demo }) => {
  const { bot } = demo.world
  const { starts } = bot.state

  await Promise.all([bot.restart(), bot.restart()])

  expect(bot.state).toMatchObject({ is: 'ready', starts: starts + 2 })
})

test('a bot that is killed is gone, and why is told, until somebody starts it', async ({ demo }) => {
  const { bot, discord } = demo.world
  const gone = until(demo, 'gone')
  bot.kill()

  expect(await gone).toMatchObject({ is: 'gone', pid: undefined, why: expect.stringContaining('SIGKILL') })
  const asked = await discord.user('Bob').says(discord.channel('general'), 'Is anybody there?', { mention: true })
  await bot.launch()

  expect(bot.state.is).toBe('ready')
  await expect(discord.reply(asked)).resolves.toBeDefined()
})

test('a bot that can’t start says what to do about it', async () => {
  const bot = new BotProcess(() => undefined)
  const start = { dataDir: 'data/none', logFile: '/dev/null', keyPrefix: 'none:', isStandIn: true }

  const failure = await bot
    .launch({ ...start, environment: { WINDOW_MESSAGES: 'many' } })
    .catch((error: unknown) => error)

  expect(failure).toBeInstanceOf(BotFailure)
  expect(failure).toMatchObject({ isMendable: true, message: expect.stringContaining('WINDOW_MESSAGES must be') })
  expect(bot.state).toMatchObject({ is: 'gone', why: expect.stringContaining('WINDOW_MESSAGES must be') })
})

test('a process that dies of a fault tells what it was', async ({ demo }) => {
  const { bot } = demo.world
  const { pid } = bot.state
  const gone = until(demo, 'gone')
  if (pid !== undefined) process.kill(pid, 'SIGABRT')

  expect((await gone).why).toContain('SIGABRT')
  await bot.launch()
})
