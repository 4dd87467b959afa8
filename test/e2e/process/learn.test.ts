import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { setClock, settableClock } from '../../../chaos/clock.ts'
import { BotProcess } from '../../support/bot-process.ts'
import { homeFacts } from '../support/extraction-call.ts'
import { environment, PROCESS_PATIENCE, test as story } from '../support/process-fixtures.ts'
import { waitForStoredMemory } from '../support/stored-memory.ts'

const HOUR_MS = 3_600_000

/** Beside a bot that leaves learning to others, a process that learns, which is told of no Discord. */
const test = story.extend<{ learner: BotProcess }>({
  learner: async ({ discord, model, memoryUrl }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'keepsake-learner-'))
    const { DISCORD_TOKEN, DISCORD_API_URL, ...settings } = environment(discord, model, memoryUrl)
    const learner = new BotProcess(folder, { ...settings, LEARN_BATCH: '1' }, 'learn')
    await use(learner)
    await learner.kill()
    await rm(folder, { recursive: true, force: true })
  },
})

test('what was answered while the clock of the machine was an hour ahead is learned as soon as anything else', {
  timeout: 90_000,
}, async ({ discord, model, program, memoryUrl, ada }) => {
  model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })
  await program.start({ ...settableClock, LEARN_DELAY_SECONDS: '1' })
  await setClock(program, HOUR_MS)
  await program.logged('the clock of this machine was set')
  await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)

  const { facts } = await waitForStoredMemory({ redisUrl: memoryUrl }, ada, { isPending: false })

  expect(facts).toEqual(['The user lives in Lisbon.'])
})

describe.concurrent('a process that learns apart', { timeout: 90_000 }, () => {
  test.for(['SIGTERM', 'SIGKILL'] as const)(
    'leaves at %s what it was learning to the next one, and it is learned once',
    async (signal, { discord, model, program, learner, memoryUrl, ada }) => {
      const asked = Promise.withResolvers<void>()
      model.otherwiseExtracts = () => asked.resolve() // and never answers
      await Promise.all([program.start({ LEARN_APART: 'on', LEARN_BATCH: '1' }), learner.start()])
      await discord.reply(await ada.dm('I live in Lisbon.'), PROCESS_PATIENCE)
      await asked.promise
      model.otherwiseExtracts = extraction => extraction.gives({ facts: homeFacts('Lisbon', extraction) })

      learner.signal(signal)
      const { code, stderr } = await learner.ended
      await learner.start()
      const { facts } = await waitForStoredMemory({ redisUrl: memoryUrl }, ada, { isPending: false })

      expect({ code, stderr }).toEqual({ code: signal === 'SIGTERM' ? 0 : null, stderr: '' })
      expect(facts).toEqual(['The user lives in Lisbon.'])
    },
  )

  test('says what it needs where no Redis is named, and is not to be started again', async ({ learner, model }) => {
    const { code, stderr } = await learner.run({
      OPENAI_BASE_URL: model.url,
      OPENAI_API_KEY: 'sk-of-the-process-tests',
    })

    expect({ code, stderr }).toEqual({ code: 78, stderr: expect.stringContaining('npm run learn needs REDIS_URL') })
  })
})
