import { describe, expect, test } from 'vitest'
import type { ExtractedFact } from '../../../src/memory/ports/extraction-model.ts'
import {
  emptyExtraction,
  extractedFact,
  MINUTE,
  MONDAY,
  startLearner,
  textsOf,
  textsToLearn,
} from '../support/learning.ts'

test('what was said is learned once nothing was said for a while', async () => {
  const { store, requests, clock, learn } = startLearner()
  store.say('I live in Lisbon.', MONDAY)
  clock.now = MONDAY + MINUTE
  await learn()
  const early = requests.length
  const dueAt = store.dueAt
  clock.now = MONDAY + 6 * MINUTE
  await learn()

  expect(early).toBe(0)
  expect(dueAt).toBe(MONDAY + 1000 + 5 * MINUTE)
  expect(requests.map(textsToLearn)).toEqual([['I live in Lisbon.']])
  expect(store.dueAt).toBeUndefined()
})

test('what became of each fact that the model told is reported in its order, over all calls', async () => {
  const { store, scripted, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    facts: [
      extractedFact(1, 'I live in Porto.', 'The user lives in Porto.', { names: [{ name: 'Porto' }] }),
      extractedFact(1, 'I live in Lisbon.', 'The user lives in Lisbon.', { names: [{ name: 'Lisbon' }] }),
    ],
  }))
  store.say('I live in Lisbon.', MONDAY)
  const first = await learn(true)
  const [known] = store.facts
  scripted.script = request => ({
    ...emptyExtraction(request),
    facts: [
      extractedFact(3, 'Still in Lisbon!', 'The user lives in Lisbon.', { names: [{ name: 'Lisbon' }], repeats: 1 }),
    ],
  })
  store.say('Still in Lisbon!', MONDAY + MINUTE)
  const second = await learn(true)

  expect(first.outcomes).toEqual([{ reason: 'quote' }, { fact: known?.id }])
  expect(second.outcomes).toEqual([{ fact: known?.id }])
})

describe('what was not kept of a question', () => {
  const said = 'I live in Lisbon and I pray daily.'
  const lisbon = extractedFact(1, 'I live in Lisbon', 'The user lives in Lisbon.', { names: [{ name: 'Lisbon' }] })
  const faith = { ...extractedFact(1, 'I pray daily', 'The user prays daily.'), isSensitive: true }

  /** What the commit notes of the only question that was asked. */
  async function rejectedOf(facts: readonly ExtractedFact[], text = said) {
    const { store, learn } = startLearner(request => ({ ...emptyExtraction(request), facts }))
    store.say(text, MONDAY)
    await learn(true)
    return store.lessons[0]?.rejectedQuotes?.map(({ quotes }) =>
      quotes.map(({ reason, from, to }) => `${reason}: ${text.slice(from, to)}`),
    )
  }

  test('is noted by its place', async () => {
    expect(await rejectedOf([lisbon, faith])).toEqual([['sensitive: I pray daily']])
  })

  test('is noted as nothing where all was kept, and where the model made up the words', async () => {
    const madeUp = extractedFact(1, 'I live in Rome', 'The user lives in Rome.', { names: [{ name: 'Rome' }] })

    expect(await rejectedOf([lisbon])).toEqual([[]])
    expect(await rejectedOf([madeUp])).toEqual([[]])
  })

  test('is not noted where another fact tells the same words', async () => {
    const invented = extractedFact(1, 'I live in Lisbon', 'The user lives with Zelda.', { names: [{ name: 'Zelda' }] })

    expect(await rejectedOf([lisbon, invented])).toEqual([[]])
    expect(await rejectedOf([invented])).toEqual([['name: I live in Lisbon']])
  })

  test('is noted once, with the reason that weighs most', async () => {
    const whole = extractedFact(1, said, 'The user lives with Zelda.', { names: [{ name: 'Zelda' }] })

    expect(await rejectedOf([whole, { ...faith, quote: said }, faith])).toEqual([
      ['sensitive: I live in Lisbon and I pray daily'],
    ])
  })

  test('is a secret where it holds one, whatever else was wrong', async () => {
    const text = 'I live with Zelda, and my wifi password is hunter2boat'

    expect(await rejectedOf([{ ...faith, quote: text }], text)).toEqual([[`secret: ${text}`]])
  })

  test('is a handful at most, however much the model tells', async () => {
    const text = Array.from({ length: 20 }, (_, at) => `I pray at ${at}.`).join(' ')
    const facts = Array.from({ length: 20 }, (_, at) => ({ ...faith, quote: `I pray at ${at}.` }))

    expect((await rejectedOf(facts, text))?.[0]).toHaveLength(5)
  })
})

test('nothing new is a good answer, and nothing is asked twice', async () => {
  const { store, requests, learn } = startLearner()
  store.say('Good morning!', MONDAY)
  const report = await learn(true)
  await learn(true)

  expect(requests).toHaveLength(1)
  expect(report).toMatchObject({ lessons: 1, learnedTurns: 1, facts: 0 })
  expect(store.at('10').learnedTo).toBe('a:100')
})

test('an answer that is still on its way does not keep its question from being learned', async () => {
  const { store, requests, learn } = startLearner()
  store.say('I live in Lisbon.', MONDAY, { answer: null })
  await learn(true)

  expect(textsToLearn(requests[0])).toEqual(['I live in Lisbon.'])
  expect(store.at('10').learnedTo).toBe('q:100')
})

test('a correction replaces the fact that it is shown', async () => {
  const { store, requests, scripted, learn } = startLearner(request => ({
    ...emptyExtraction(request),
    facts: [
      extractedFact(1, 'I live in Lisbon.', 'The user lives in Lisbon.', {
        names: [{ name: 'Lisbon' }],
        facet: 'home',
      }),
    ],
  }))
  store.say('I live in Lisbon.', MONDAY)
  await learn(true)
  scripted.script = request => ({
    ...emptyExtraction(request),
    facts: [
      extractedFact(3, 'I moved to Oslo.', 'The user lives in Oslo.', {
        names: [{ name: 'Oslo' }],
        facet: 'home',
        replaces: [1],
      }),
    ],
  })
  store.say('I moved to Oslo.', MONDAY + MINUTE)
  const report = await learn(true)

  expect(requests[1]?.facts).toEqual([
    { number: 1, saidAt: MONDAY, subject: 'user', text: 'The user lives in Lisbon.' },
  ])
  expect(textsOf(requests[1])).toEqual(['I live in Lisbon.', 'I see.', 'I moved to Oslo.', 'I see.'])
  expect(textsToLearn(requests[1])).toEqual(['I moved to Oslo.'])
  expect(report).toMatchObject({ facts: 1, replaced: 1 })
  expect(store.facts.map(({ replaces }) => replaces)).toEqual([[], [store.facts[0]?.id]])
})

test('a lesson names every turn that was shown, in that order and as it was, and those it passes', async () => {
  const { store, learn } = startLearner()
  const first = store.say('Hello.', MONDAY)
  store.edit(first, 'Hello there.')
  store.say('', MONDAY + 1, { answer: null })
  store.say('I live in Lisbon.', MONDAY + 2)
  await learn(true)

  expect(store.lessons[0]?.shownTurns).toEqual([
    { turn: 'q:100', rev: 1 },
    { turn: 'a:100', rev: 0 },
    { turn: 'q:102', rev: 0 },
    { turn: 'a:102', rev: 0 },
    { turn: 'q:101', rev: 0 },
  ])
})

test('what changes during the call is looked at again', async () => {
  const { store, requests, scripted, learn } = startLearner()
  const id = store.say('I live in Lisbon.', MONDAY)
  scripted.script = request => {
    if (requests.length === 1) store.edit(id, 'I live in Porto.')
    return emptyExtraction(request)
  }
  const report = await learn(true)

  expect(requests.map(textsToLearn)).toEqual([['I live in Lisbon.'], ['I live in Porto.']])
  expect(report.lessons).toBe(1)
})

test('what is edited in a talk that is finished, while another one is learned, is learned too', async () => {
  const { store, requests, scripted, clock, learn } = startLearner()
  const id = store.say('I live in Lisbon.', MONDAY, { channel: '10' })
  store.say('Hello here.', MONDAY + 1, { channel: '11' })
  scripted.script = request => {
    if (requests.length === 2) store.edit(id, 'I live in Porto.', '10')
    return emptyExtraction(request)
  }
  clock.now = MONDAY + 10 * MINUTE
  await learn()
  const dueAt = store.dueAt
  await learn()

  expect(dueAt).toBe(clock.now)
  expect(requests.map(textsToLearn)).toEqual([['I live in Lisbon.'], ['Hello here.'], ['I live in Porto.']])
  expect(store.dueAt).toBeUndefined()
})

test('what never holds still is left for the next time', async () => {
  const { store, requests, scripted, learn } = startLearner()
  const id = store.say('One.', MONDAY)
  scripted.script = request => {
    store.edit(id, `Edited ${requests.length} times.`)
    return emptyExtraction(request)
  }
  const report = await learn(true)

  expect(requests).toHaveLength(3)
  expect(report.lessons).toBe(0)
})

test('an edited turn behind the cursor is learned again, and the cursor stays', async () => {
  const { store, requests, learn } = startLearner()
  const id = store.say('I live in Lisbon.', MONDAY)
  store.say('It is sunny.', MONDAY + MINUTE)
  await learn(true)
  store.edit(id, 'I live in Porto.')
  await learn(true)

  expect(textsToLearn(requests[1])).toEqual(['I live in Porto.'])
  expect(store.lessons[1]).toMatchObject({ relearnedTurns: ['q:100'] })
  expect(store.lessons[1]).not.toHaveProperty('learnedTo')
  expect(store.at('10').relearn.size).toBe(0)
})

test('a talk is learned when the user speaks elsewhere', async () => {
  const { store, requests, clock, learn } = startLearner()
  store.say('I live in Lisbon.', MONDAY, { channel: '10' })
  store.say('Hello here.', MONDAY + MINUTE, { channel: '11' })
  clock.now = MONDAY + MINUTE
  await learn()

  expect(requests.map(textsToLearn)).toEqual([['I live in Lisbon.']])
  expect(store.dueAt).toBe(MONDAY + MINUTE + 1000 + 5 * MINUTE)
})

test('500 messages of backlog are caught up in bounded calls', async () => {
  const { store, requests, clock, learn } = startLearner()
  for (let n = 0; n < 500; n++) store.say(`Message number ${n} of a long talk.`, MONDAY + n * 5000)
  clock.now = MONDAY + 500 * 5000
  let runs = 0
  do {
    await learn()
    runs += 1
  } while (store.dueAt !== undefined && store.dueAt <= clock.now && runs < 100)

  expect(requests.flatMap(textsToLearn)).toHaveLength(500)
  expect(new Set(requests.flatMap(textsToLearn)).size).toBe(500)
  expect(Math.max(...requests.map(({ learnFrom }) => learnFrom.length))).toBe(20)
  expect(runs).toBe(Math.ceil(requests.length / 3)) // and others have their turn in between
  expect(requests.length).toBeLessThan(40)
})

test('a key that somebody pasted is not shown', async () => {
  const { store, requests, learn } = startLearner()
  store.say('My key is sk-proj-abcdefghijklmnop1234567890 and I live in Lisbon.', MONDAY)
  await learn(true)

  expect(textsOf(requests[0])[0]).toMatch(/^My key is … ?and I live in Lisbon\.$/)
})

test('a message that says nothing costs no call', async () => {
  const { store, requests, learn } = startLearner()
  store.say('', MONDAY, { answer: null })
  await learn(true)

  expect(requests).toEqual([])
  expect(store.at('10').learnedTo).toBe('q:100')
})

test('turns that count as waiting but can not be read do not make the user due for ever', async () => {
  const { store, requests, learn } = startLearner(emptyExtraction, { windowMessages: 2, summaryKeep: 1 })
  store.say('Hello.', MONDAY)
  await learn(true)
  store.unreadable = 5
  await learn(true)

  expect(requests).toHaveLength(1)
  expect(store.dueAt).toBeUndefined()
})

test('somebody of whom very much is known hides nobody else from the learner', async () => {
  const { store, requests, learn } = startLearner()
  const told = (entity: string, field: string, value: string) =>
    ({ entity, field, value, scope: 'dm', saidAt: MONDAY, sources: ['1'] }) as const
  const attributes = Array.from({ length: 32 }, (_, at) => `thing ${at} ${'of great length '.repeat(6)}`)
  store.statements = [
    told('e1', 'name', 'Sarah'),
    ...attributes.map(value => told('e1', `attr:likes:${value}`, value)),
    told('e2', 'name', 'Tom'),
  ]
  store.say('Sarah met Tom.', MONDAY)
  await learn(true)

  expect(requests[0]?.entities).toEqual(['Tom'])
})

test('facts beyond the most that are kept make the least useful ones go, whatever their scope', async () => {
  const { store, scripted, learn } = startLearner(emptyExtraction, { maxFacts: 2 })
  scripted.script = request => ({
    ...emptyExtraction(request),
    facts: request.learnFrom.map(number => {
      const text = request.turns[number - 1]?.text ?? ''
      return extractedFact(number, text, `The user says: ${text}`)
    }),
  })
  store.say('Tea is my favourite drink.', MONDAY, { channel: '10' })
  store.say('Chess is my favourite game.', MONDAY + 1, { channel: '10' })
  await learn(true)
  store.say('Purple is my favourite colour.', MONDAY + 2, { channel: '20', scope: 'guild:5' })
  const report = await learn(true)

  expect(report).toMatchObject({ facts: 1, evicted: 1 })
  expect(store.facts).toHaveLength(2)
})

test.each([
  [undefined, '2026-11-17'],
  ['Asia/Tokyo', '2026-11-18'],
])('days are those of the time zone that the user has set: %s', async (timeZone, eventAt) => {
  const { store, requests, learn } = startLearner(() => ({
    facts: [extractedFact(1, 'I fly home tomorrow.', 'The user flies home.', { kind: 'plan', eventAt })],
    entities: [],
  }))
  store.timeZone = timeZone
  store.say('I fly home tomorrow.', MONDAY + 8 * 60 * MINUTE) // in Tokyo it is Tuesday

  await learn(true)

  expect(requests[0]?.timeZone).toBe(timeZone ?? 'UTC')
  expect(store.facts).toMatchObject([{ eventAt }])
})

describe('a study that makes room for an answer', () => {
  test('is made anew of what is there then, and counts as no failure', async () => {
    const { store, requests, scripted, learn } = startLearner()
    const interruption = new AbortController()
    scripted.whenFree = (work, signal) =>
      work({ signal: interruption.signal, hasWaited: false, interruptions: 0 }).catch(() =>
        work({ signal, hasWaited: true, interruptions: 1 }),
      )
    scripted.script = request => {
      if (requests.length > 1) return emptyExtraction(request)
      store.edit(slip, 'I live in Porto.')
      interruption.abort()
      throw interruption.signal.reason
    }
    const slip = store.say('I live in Lisbon.', MONDAY)
    const report = await learn(true)

    expect(requests.map(textsToLearn)).toEqual([['I live in Lisbon.'], ['I live in Porto.']])
    expect(report).toMatchObject({ learnedTurns: 1, failed: {}, setAside: {} })
    expect(store.at('10').trouble).toEqual({})
  })

  test('is of fewer turns the more often it had to, and what it leaves is learned afterwards', async () => {
    const { store, requests, scripted, learn } = startLearner()
    scripted.whenFree = async (work, signal) => {
      for (let interruptions = 0; interruptions < 3; interruptions += 1) {
        const interrupted = work({ signal: AbortSignal.abort(), hasWaited: true, interruptions })
        await expect(interrupted).rejects.toThrow()
      }
      scripted.whenFree = next => next({ signal, hasWaited: false, interruptions: 0 })
      return await work({ signal, hasWaited: true, interruptions: 3 })
    }
    for (const place of ['Rome', 'Oslo', 'Bonn', 'Kyiv']) store.say(`I was in ${place}.`, MONDAY)
    const report = await learn(true)

    expect(requests.map(textsToLearn)).toEqual([
      ['I was in Rome.'],
      ['I was in Oslo.', 'I was in Bonn.', 'I was in Kyiv.'],
    ])
    expect(report).toMatchObject({ learnedTurns: 4, failed: {} })
  })

  test('is left where nothing waits any more when its turn has come', async () => {
    const { store, requests, scripted, learn } = startLearner()
    store.say('I live in Lisbon.', MONDAY)
    scripted.whenFree = async (work, signal) => {
      store.conversations.clear()
      return await work({ signal, hasWaited: true, interruptions: 0 })
    }
    await learn(true)

    expect(requests).toEqual([])
  })
})
