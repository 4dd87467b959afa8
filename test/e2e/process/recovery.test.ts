import { Redis } from 'ioredis'
import { describe, expect, vi } from 'vitest'
import type { Loopback } from '../../../fake-discord/loopback.ts'
import type { Person } from '../../../fake-discord/person.ts'
import { en } from '../../../src/locales/en.ts'
import { createKeys } from '../../../src/redis/keys.ts'
import type { BotProcess } from '../../support/bot-process.ts'
import type { Call, ModelServer } from '../support/model-server.ts'
import { PROCESS_PATIENCE, test as story } from '../support/process-fixtures.ts'

const DISCORD_EPOCH = 1_420_070_400_000
const SIX_MINUTES_MS = 6 * 60_000

interface World {
  readonly discord: Loopback
  readonly model: ModelServer
  readonly program: BotProcess
  readonly redis: Redis
  /** Whose question it is. */
  readonly ada: Person
}

/** What is done before the bot is killed; returns what is done when it runs again, and what is and what has to be then. */
type Recovery = (world: World) => Promise<() => Promise<readonly (readonly [is: unknown, hasToBe: unknown])[]>>

/** What the bot has written to somebody, as it stands there now. */
function written(discord: Loopback, person: Person): string[] {
  const messages = discord.messages(person.dmChannel).filter(({ author }) => author.id === discord.botId)
  return messages.map(({ content }) => content)
}

/** The questions that the model was asked with these words in them, oldest first. */
function askedWith(model: ModelServer, words: RegExp): string[] {
  return model.calls.map(({ question }) => question).filter(question => words.test(question))
}

/** The next message is written six minutes ago. */
function letNextBeOld(discord: Loopback, more: bigint): void {
  const id = (BigInt(Date.now() - SIX_MINUTES_MS - DISCORD_EPOCH) << 22n) + more
  vi.spyOn(discord.world.ids, 'next').mockReturnValueOnce(String(id))
}

/** Asks, and lets the model begin an answer, of which this much is shown. */
async function askedAndShown({ discord, model, ada }: World, words: string, shown: string) {
  const asked = model.nextCall()
  const question = await ada.dm(words)
  const half = discord.until(({ kind }) => kind === 'message', { ...PROCESS_PATIENCE, channelId: question.channel_id })
  const call = await asked
  call.says(shown)
  await half
  return question
}

/** One person each, beside one another in one process that dies: so they share what it takes to start it. */
const recoveries: Readonly<Record<string, Recovery>> = {
  async 'the conversation is still there'({ discord, model, ada }) {
    await discord.reply(await ada.dm('My cat is called Miso.'), PROCESS_PATIENCE)
    await discord.reply(await ada.dm('She is four.'), PROCESS_PATIENCE) // begun when the first answer was kept

    return async () => {
      await discord.reply(await ada.dm('What is my cat called?'), PROCESS_PATIENCE)

      return [
        [
          model.calls.at(-1)?.window.slice(0, 2),
          [
            { role: 'user', content: 'My cat is called Miso.' },
            { role: 'assistant', content: 'You said: My cat is called Miso.' },
          ],
        ],
      ]
    }
  },

  async 'a question that had no answer yet gets one, once'({ discord, model, ada }) {
    const asked = model.nextCall()
    const question = await ada.dm('Who wrote Emma?')
    await asked

    return async () => {
      await discord.reply(question, PROCESS_PATIENCE)
      discord.redeliver(question)
      await discord.reply(await ada.dm('And Persuasion?'), PROCESS_PATIENCE)

      return [
        [written(discord, ada), ['You said: Who wrote Emma?', 'You said: And Persuasion?']],
        [
          askedWith(model, /Emma|Persuasion/u),
          [
            expect.stringContaining('Who wrote Emma?'),
            expect.stringContaining('Who wrote Emma?'),
            expect.stringContaining('And Persuasion?'),
          ],
        ],
        [
          model.calls.at(-1)?.window,
          [
            { role: 'user', content: 'Who wrote Emma?' },
            { role: 'assistant', content: 'You said: Who wrote Emma?' },
          ],
        ],
      ]
    }
  },

  async 'a question of somebody who has paused their memory gets its answer, and is not kept'({
    discord,
    model,
    redis,
    ada,
  }) {
    await redis.hset(createKeys().user(ada.id), 'paused', '1')
    const asked = model.nextCall()
    const question = await ada.dm('My PIN is 4711.')
    await asked

    return async () => {
      const { content } = await discord.reply(question, PROCESS_PATIENCE)
      discord.redeliver(question)
      await discord.reply(await ada.dm('Hello.'), PROCESS_PATIENCE)

      return [
        [content, expect.stringContaining('You said: My PIN is 4711.')],
        [written(discord, ada).length, 2],
        [model.calls.at(-1)?.window, []],
        [await redis.keys(`*log:{${ada.id}*`), []],
      ]
    }
  },

  async 'an answer that was half shown is finished in its place'(world) {
    const { discord, model, ada } = world
    const question = await askedAndShown(world, 'Count to four.', 'One, two')
    const [shown] = discord.messages(ada.dmChannel).slice(-1)
    const whole = discord.until(
      happening => happening.kind === 'edit' && happening.content === 'One, two, three, four.',
      { ...PROCESS_PATIENCE, channelId: question.channel_id },
    )

    return async () => {
      await whole
      const reply = await discord.reply(question, PROCESS_PATIENCE)
      await discord.reply(await ada.dm('Thank you.'), PROCESS_PATIENCE)

      return [
        [reply.message.id, shown?.id],
        [written(discord, ada), ['One, two, three, four.', 'You said: Thank you.']],
        [
          model.calls.at(-1)?.window,
          [
            { role: 'user', content: 'Count to four.' },
            { role: 'assistant', content: 'One, two, three, four.' },
          ],
        ],
      ]
    }
  },

  async 'a question older than five minutes is kept, and the person told that it was missed'({
    discord,
    model,
    program,
    ada,
  }) {
    const asked = model.nextCall()
    letNextBeOld(discord, 1n)
    const question = await ada.dm('Is it raining in Bergen?')
    await asked

    return async () => {
      const notice = await discord.reply(question, PROCESS_PATIENCE)
      await discord.reply(await ada.dm('Hello again.'), PROCESS_PATIENCE)

      const missed = program.log.filter(({ msg }) => msg.includes('unanswered question expired'))
      return [
        [
          missed,
          expect.arrayContaining([expect.objectContaining({ question: question.id, channel: question.channel_id })]),
        ],
        [notice.content, en.answers.missed],
        [written(discord, ada), [en.answers.missed, 'You said: Hello again.']],
        [
          askedWith(model, /Bergen/u),
          [
            expect.stringContaining('Is it raining in Bergen?'),
            expect.stringMatching(/Is it raining in Bergen\?[\s\S]*Hello again/u),
          ],
        ],
      ]
    }
  },

  async 'what stands of an answer that is too old to be finished is marked as cut off'(world) {
    const { discord, ada } = world
    letNextBeOld(discord, 2n)
    const { channel_id: channelId } = await askedAndShown(world, 'Zähl bis vier.', 'Eins, **zwei')
    const marked = discord.until(({ kind }) => kind === 'edit', { ...PROCESS_PATIENCE, channelId })

    return async () => {
      await marked
      return [[written(discord, ada), [`Eins, **zwei**\n\n${en.answers.cutOff}`]]]
    }
  },
}

const test = story.extend('redis', ({ memoryUrl }, { onCleanup }) => {
  const redis = new Redis(memoryUrl)
  onCleanup(() => redis.disconnect())
  return redis
})

/** Whom the bot has answered before. */
const people = [...Object.keys(recoveries).map((_, at) => `Person ${at}`), 'Zoe', 'Dan']

describe('a process that ends', { timeout: 120_000 }, () => {
  test.override('acquainted', people)

  test('after a kill -9 each question is answered, once, or told to be missed; after a SIGTERM as well', async ({
    discord,
    model,
    program,
    redis,
  }) => {
    model.otherwise = answer
    await program.start()
    const deleted = await askUnanswered(discord.user('Zoe'), model, 'Forget that I asked.')
    const checks: [name: string, check: Awaited<ReturnType<Recovery>>][] = []
    for (const [at, [name, recovery]] of Object.entries(recoveries).entries()) {
      checks.push([name, await recovery({ discord, model, program, redis, ada: discord.user(`Person ${at}`) })])
    }

    await program.kill()
    await discord.user('Zoe').deletes(deleted)
    const lookedFor = discord.until(
      happening => happening.kind === 'request' && happening.path.endsWith(`/messages/${deleted.id}`),
      PROCESS_PATIENCE,
    )
    await program.start()

    for (const [name, check] of checks) {
      for (const [is, hasToBe] of await check()) expect(is, name).toEqual(hasToBe)
    }

    // One that was deleted meanwhile stays unanswered and is forgotten.
    await lookedFor
    const zoe = discord.user('Zoe')
    await discord.reply(await zoe.dm('Good morning.'), PROCESS_PATIENCE)
    await discord.reply(await zoe.dm('What did I say first?'), PROCESS_PATIENCE)
    expect(written(discord, zoe)).toEqual(['You said: Good morning.', 'You said: What did I say first?'])
    expect(model.calls.at(-1)?.window[0]).toEqual({ role: 'user', content: 'Good morning.' })

    // One whose answer takes longer than a process that is asked to end may wait gets it after the next start.
    const asked = model.nextCall()
    const question = await discord.user('Dan').dm('Write me a novel.')
    const call = await asked
    program.signal('SIGTERM')
    const { code } = await program.ended
    await call.closed
    await program.start()
    const reply = await discord.reply(question, PROCESS_PATIENCE)

    expect(code).toBe(0)
    expect(reply.content).toBe('You said: Write me a novel.')
    expect(askedWith(model, /novel/u)).toHaveLength(2)
  })
})

function answer(call: Call): void {
  const [line = ''] = call.question.split('\n').slice(-1)
  call.says(call.question.includes('Count to four.') ? 'One, two, three, four.' : `You said: ${line}`).ends()
}

async function askUnanswered(person: Person, model: ModelServer, words: string) {
  const asked = model.nextCall()
  const question = await person.dm(words)
  await asked
  return question
}
