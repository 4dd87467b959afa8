import { expect, test } from 'vitest'
import { Interjections } from '../../../src/discord/answering/interjections.ts'
import { fc } from '../../support/property.ts'

/** What becomes of messages that come one after the other, where the model always has something to say. */
async function talk(share: number, spokenTo: readonly boolean[]): Promise<readonly boolean[]> {
  const interjections = new Interjections(share)
  const answered: boolean[] = []
  for (const [index, isSpokenTo] of spokenTo.entries()) {
    const id = String(index)
    interjections.noteMessage('1', id)
    const outcome = isSpokenTo ? 'answered' : await interjections.consider('1', async () => 'answered' as const)
    if (outcome === 'answered') interjections.noteAnswer('1', id)
    answered.push(outcome === 'answered')
  }
  return answered
}

test('of any twenty messages no more than the share are answered, as long as nobody speaks to the bot', async () => {
  const shares = fc.constantFrom(0.05, 0.1, 0.25, 0.5, 1)
  const holds = fc.asyncProperty(shares, fc.integer({ min: 1, max: 90 }), async (share, length) => {
    const answered = await talk(share, Array(length).fill(false))

    for (let end = 1; end <= length; end += 1) {
      const last = answered.slice(Math.max(0, end - 20), end)
      expect(last.filter(Boolean).length).toBeLessThanOrEqual(Math.max(1, share * last.length))
    }
    expect(answered).toContain(true)
  })
  await fc.assert(holds)
})

test('what is said to the bot counts: there it speaks up less by itself, and never above the share', async () => {
  const holds = fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async spokenTo => {
    const answered = await talk(0.25, spokenTo)

    for (const [index, isSpokenTo] of spokenTo.entries()) {
      const last = answered.slice(Math.max(0, index - 19), index + 1)
      if (isSpokenTo) expect(answered[index]).toBe(true)
      else if (answered[index] === true)
        expect(last.filter(Boolean).length).toBeLessThanOrEqual(Math.max(1, last.length / 4))
    }
  })
  await fc.assert(holds)
})

test('one look at a channel at a time: what is said meanwhile is looked at together, in its last message', async () => {
  const interjections = new Interjections(1)
  const first = Promise.withResolvers<string>()
  const looks: string[] = []
  const say = (channel: string, id: string, look: () => Promise<string>) => {
    interjections.noteMessage(channel, id)
    return interjections.consider(channel, () => {
      looks.push(id)
      return look()
    })
  }
  const outcomes = [
    say('1', 'a', () => first.promise),
    ...['b', 'c', 'd'].map(id => say('1', id, async () => 'silent')),
    say('2', 'elsewhere', async () => 'silent'),
  ]
  const looksMeanwhile = [...looks]
  first.resolve('silent')

  expect(await Promise.all(outcomes)).toEqual(['silent', 'overtaken', 'overtaken', 'silent', 'silent'])
  expect(looksMeanwhile).toEqual(['a', 'elsewhere'])
  expect(looks).toEqual(['a', 'elsewhere', 'd'])
})

test('a look that fails keeps nobody waiting', async () => {
  const interjections = new Interjections(1)
  interjections.noteMessage('1', 'a')
  const failing = interjections.consider('1', () => Promise.reject(new Error('no')))
  interjections.noteMessage('1', 'b')
  const next = interjections.consider('1', async () => 'silent')

  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('silent')
})
