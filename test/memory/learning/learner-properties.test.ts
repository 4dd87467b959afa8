import { expect, test } from 'vitest'
import { audienceOfScope, isVisibleTo, type Scope } from '../../../src/memory/scope.ts'
import { fc, runs } from '../../support/property.ts'
import { emptyExtraction, MONDAY, startLearner, textsToLearn } from '../support/learning.ts'

const oneOf = (n: number) => fc.integer({ min: 1, max: n }).map(drawn => drawn === n)

const said = fc.record({
  channel: fc.constantFrom('10', '10', '10', '11'),
  /** The channel becomes private, or public again. */
  isFlipped: oneOf(12),
  isAnswered: fc.boolean(),
  isPoison: oneOf(20),
  isLearnedAfter: oneOf(4),
})

type Said = typeof said extends fc.Arbitrary<infer One> ? One : never
type Room = ReturnType<typeof startLearner>

/** Says it all, learns now and then, and in the end until nothing is due any more; gives the scope of each text. */
async function play(talk: readonly Said[], room: Room): Promise<ReadonlyMap<string, Scope>> {
  const scopes = new Map<string, Scope>()
  let isOpen = true
  for (const [n, one] of talk.entries()) {
    isOpen = isOpen !== one.isFlipped
    const scope: Scope = isOpen ? 'guild:5' : `channel:${one.channel}`
    const text = `${one.isPoison ? 'Poison' : 'Message'} ${n}.`
    room.clock.now = MONDAY + n * 1000
    room.store.say(text, room.clock.now, {
      channel: one.channel,
      scope,
      answer: one.isAnswered ? `Answer ${n}.` : null,
    })
    scopes.set(text, scope)
    scopes.set(`Answer ${n}.`, scope)
    if (one.isLearnedAfter) await room.learn(true)
  }
  room.store.dueAt = MONDAY + talk.length * 1000
  for (let run = 0; room.store.dueAt !== undefined && run < 200; run++) {
    room.clock.now = Math.max(room.clock.now, room.store.dueAt)
    await room.learn()
  }
  return scopes
}

/** Whatever is said where, and whatever of it no model can take. */
async function afterAny(check: (room: Room, scopes: ReadonlyMap<string, Scope>) => void) {
  await fc.assert(
    fc.asyncProperty(fc.array(said, { maxLength: 60, size: 'max' }), async talk => {
      const room = startLearner(request =>
        textsToLearn(request).join().includes('Poison') ? 'filtered' : emptyExtraction(request),
      )
      check(room, await play(talk, room))
    }),
    runs(30),
  )
}

test('no request ever shows what the audience of what is learned or summarised in it may not hear', async () => {
  await afterAny(({ requests }, scopes) => {
    for (const { turns, learnFrom, summarize } of requests) {
      const scopeAt = (number: number) => scopes.get(turns[number - 1]?.text ?? '') ?? 'dm'
      for (const number of [...learnFrom, ...(summarize ? [summarize.from, summarize.to] : [])]) {
        const audience = audienceOfScope(scopeAt(number), '5')
        expect(turns.filter(turn => !isVisibleTo(scopeAt(turn.number), audience))).toEqual([])
      }
    }
  })
})

test('in the end nothing waits, nothing is learned twice, and only what fails is set aside', async () => {
  await afterAny(({ store, requests }, scopes) => {
    const good = requests.flatMap(textsToLearn).filter(text => text.startsWith('Message'))
    expect(store.dueAt).toBeUndefined()
    expect(new Set(good)).toEqual(new Set([...scopes.keys()].filter(text => text.startsWith('Message'))))
    const setAside = [...store.conversations.values()]
      .flatMap(({ turns }) => turns)
      .filter(turn => turn.role === 'user' && store.aside.has(`q:${turn.id}`))
    const poison = [...scopes.keys()].filter(text => text.startsWith('Poison'))
    expect(new Set(setAside.map(({ text }) => text))).toEqual(new Set(poison))
  })
})

test('each turn is covered by one segment at most, in one piece of talk of one scope', async () => {
  await afterAny(({ store }, scopes) => {
    for (const { segments, turns } of store.conversations.values()) {
      const covered = segments.flatMap(({ covers }) => covers)
      expect(new Set(covered).size).toBe(covered.length)
      for (const { covers, scope } of segments) {
        const texts = turns.filter(({ role, id }) => covers.includes(`${role === 'user' ? 'q' : 'a'}:${id}`))
        expect(new Set(texts.map(({ text }) => scopes.get(text)))).toEqual(new Set([scope]))
      }
    }
  })
})
