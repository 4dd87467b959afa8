import { expect, test } from 'vitest'
import { defaults, emptyExtraction, MONDAY, quarterTokenCounter, startLearner } from '../support/learning.ts'

const SWEEP_MS = 2000
const ANSWER_MS = 2000

/** 200 exchanges on a virtual clock, with the sweep of every 2 s and the rules by which the store makes a user due. */
async function talk(gapMs: number) {
  const { store, requests, clock, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    ...(request.summarize && { summary: 'word '.repeat(100) }),
  }))
  let due: number | undefined
  const makeDue = async () => {
    const conversation = (await store.readBacklog()).conversations[0]
    const isNow =
      (conversation?.unlearned ?? 0) >= defaults.learnBatch ||
      (conversation?.unsummarized ?? 0) > defaults.windowMessages
    const next = isNow ? clock.now : clock.now + defaults.learnDelayMs
    due = due !== undefined && due <= clock.now ? due : next
  }
  let said = 0
  const end = MONDAY + 200 * gapMs + 2 * defaults.learnDelayMs
  for (clock.now = MONDAY; clock.now < end; clock.now += 1000) {
    const since = clock.now - MONDAY
    if (since % gapMs === 0 && said < 200) {
      store.say(`Message ${said}: ${'something to tell '.repeat(8)}`, clock.now, { answer: null })
      said += 1
      await makeDue()
    }
    if (since % gapMs === ANSWER_MS && since / gapMs < 200) {
      store.answer('An answer of some length. '.repeat(12), clock.now)
      await makeDue()
    }
    if (since % SWEEP_MS === 0 && due !== undefined && due <= clock.now) {
      await learn()
      due = store.dueAt
    }
  }
  return { store, requests }
}

test.each([5000, 120_000])('200 exchanges %d ms apart cost a call for every four messages at most', async gapMs => {
  const { store, requests } = await talk(gapMs)
  const tokens = requests
    .flatMap(({ turns }) => turns)
    .reduce((sum, { text }) => sum + quarterTokenCounter.count(text), 0)

  expect(requests.length / 200).toBeLessThanOrEqual(0.25)
  expect(tokens / 200).toBeLessThan(400)
  expect(store.at('10').learnedTo).toBe('a:299')
  expect(requests.flatMap(({ learnFrom }) => learnFrom)).toHaveLength(200)
})
