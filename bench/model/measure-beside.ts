import { setTimeout as sleep } from 'node:timers/promises'
import type { Person } from '../../fake-discord/person.ts'
import { startApp } from '../../src/app.ts'
import type { Stage } from '../dialogues/stage.ts'

/** A slow model on a small machine may take this long for one answer. */
const PATIENCE_MS = 300_000
/** How long the bot has been learning when somebody asks: a server that reads long prompts at once hears of that late, or not. A quick model is done by then. */
const INTO_STUDY_MS = [500, 1500, 3000, 5000]
const POLL_MS = 50

/** From a question to the first word of its answer, in ms, the slowest of several; undefined where there was none. */
export interface BesideNumbers {
  readonly alone: number | undefined
  readonly besideStudy: number | undefined
}

/** Whether somebody waits longer for the first word of an answer while the bot learns from somebody else. */
export async function measureBesideStudy({ config, options, discord, model }: Stage): Promise<BesideNumbers> {
  const app = await startApp(config, {
    ...{ ...options, probesModels: false, keyPrefix: `keepsake:beside-study:${process.pid}:` },
    onConnectionLost: error => options.log.error({}, error.message),
  })
  const [teller, asker] = [discord.user('teller'), discord.user('asker')]

  async function firstWordMs(person: Person, text: string): Promise<number | undefined> {
    const [known, asked] = [model.calls.length, performance.now()]
    await discord.reply(await person.dm(text), { timeout: PATIENCE_MS })
    await model.idle()
    const answer = model.calls.slice(known).find(({ kind }) => kind === 'answer')
    return answer?.firstAt === undefined ? undefined : answer.firstAt - asked
  }

  try {
    await firstWordMs(asker, 'Hello!')
    await firstWordMs(teller, 'I live in Lisbon, with my dog Rex.')
    await firstWordMs(teller, 'My sister Mia is a nurse in Porto.')
    await firstWordMs(asker, 'What is a good name for a cat?')
    const known = model.calls.length
    let isLearned = false
    const learning = app.learnNow(teller.id).finally(() => {
      isLearned = true
    })
    learning.catch(() => undefined)
    const hasBegun = () => model.calls.slice(known).some(({ kind }) => kind === 'background')
    while (!(isLearned || hasBegun())) await sleep(POLL_MS)
    const besideStudy = await slowest(INTO_STUDY_MS, async ms => {
      await Promise.race([learning.catch(() => undefined), sleep(ms)])
      return await firstWordMs(asker, `And for a fish that is ${ms} days old?`)
    })
    await learning.catch(() => undefined)
    const alone = await slowest(INTO_STUDY_MS, ms => firstWordMs(asker, `And for a bird that is ${ms} days old?`))
    return { alone, besideStudy }
  } finally {
    await app.stop()
  }
}

async function slowest<Item>(
  items: readonly Item[],
  measure: (item: Item) => Promise<number | undefined>,
): Promise<number | undefined> {
  let most = 0
  for (const item of items) {
    const ms = await measure(item)
    if (ms === undefined) return undefined
    most = Math.max(most, ms)
  }
  return most
}
