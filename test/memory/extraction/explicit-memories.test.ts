import { describe, expect, test } from 'vitest'
import type { Fact } from '../../../src/memory/types.ts'
import { knownFact, MONDAY, talk, verifiedFrom } from '../support/extraction.ts'

/** What the user asked to be kept, in words of the last message of a talk. */
function asked(text: string, more: Partial<Fact> = {}): Fact {
  return knownFact('asked', text, { sources: ['1000'], saidAt: MONDAY, asked: 'message', ...more })
}

describe('what the user asked to be kept', () => {
  const turns = talk(['user: Remember that my sister’s birthday is 3 May'])
  const birthday = asked("my sister's birthday is 3 May")
  const quote = 'my sister’s birthday is 3 May'
  const sentence = 'The user’s sister’s birthday is 3 May.'

  test('is not kept a second time in the learner’s words, and gets what it lacks', () => {
    const { facts, confirmed } = verifiedFrom({ turns, known: { facts: [birthday] } }, [
      { quote, text: sentence, subject: 'sister', facet: 'birthday', kind: 'relationship' },
    ])

    const found = { facet: 'birthday', kind: 'relationship', subject: 'new-1', near: '\n' }
    expect(facts).toEqual([{ ...birthday, ...found }])
    expect(confirmed).toEqual([])
  })

  test('stays as it is where the learner finds no more, or learns from the message again', () => {
    const told = { turns, known: { facts: [birthday] } }
    expect(verifiedFrom(told, [{ quote, text: sentence }]).facts).toEqual([])
    expect(verifiedFrom(told, [{ quote: turns[0]?.text ?? '', text: sentence }]).facts).toEqual([])

    const [whole] = verifiedFrom(told, [{ quote, text: sentence, facet: 'birthday' }]).facts
    if (whole === undefined) throw new Error('nothing was learned')
    const again = { turns, known: { facts: [whole] } }
    expect(verifiedFrom(again, [{ quote, text: sentence, facet: 'birthday' }]).facts).toEqual([])
  })

  test('gets it once, however often and by which number the model tells it', () => {
    const { facts } = verifiedFrom({ turns, known: { facts: [birthday] } }, [
      { quote, text: sentence, facet: 'birthday', repeats: 1 },
      { quote, text: sentence, facet: 'birthday' },
    ])

    expect(facts).toMatchObject([{ id: 'asked', text: birthday.text, facet: 'birthday' }])
  })

  test('takes the place of what was known before', () => {
    const lisbon = knownFact('1', 'The user lives in Lisbon.', { facet: 'home' })
    const oslo = asked('I moved to Oslo')
    const { facts } = verifiedFrom(
      { turns: talk(['user: That’s wrong, I moved to Oslo']), known: { facts: [lisbon, oslo] } },
      [{ quote: 'I moved to Oslo', text: 'The user lives in Oslo.', facet: 'home' }],
    )

    expect(facts).toEqual([{ ...oslo, facet: 'home', replaces: ['1'], near: '\n' }])
  })

  test('stands beside what is learned of a part of it, if that brings more', () => {
    const both = asked('I live in Oslo and my dog is called Rex')
    const told = {
      turns: talk(['user: Remember that I live in Oslo and my dog is called Rex']),
      known: { facts: [both] },
    }
    const home = { quote: 'I live in Oslo', text: 'The user lives in Oslo.', facet: 'home' }
    const dog = { quote: 'my dog is called Rex', text: 'The user’s dog is called Rex.', names: [{ name: 'Rex' }] }

    expect(verifiedFrom(told, [home, dog]).facts).toMatchObject([{ id: expect.stringMatching(/^new/u), facet: 'home' }])
    expect(verifiedFrom(told, [home]).facts).toMatchObject([{ id: expect.stringMatching(/^new/u), facet: 'home' }])
  })

  test('says nothing of what else the message tells', () => {
    const tea = asked('I like tea')
    const told = { turns: talk(['user: I moved to Oslo. Remember that I like tea']), known: { facts: [tea] } }
    const lazy = told.turns[0]?.text ?? ''

    const { facts } = verifiedFrom(told, [
      { quote: lazy, text: 'The user moved to Oslo.', facet: 'home' },
      { quote: lazy, text: 'The user likes tea.' },
    ])

    expect(facts).toMatchObject([{ text: 'The user moved to Oslo.' }])
  })

  test('does not come back where it was corrected since', () => {
    const fourth = asked("my sister's birthday is 4 May", {
      ...{ id: 'fourth', sources: ['1001'], saidAt: MONDAY + 1, replaces: ['asked'] },
    })
    const { facts } = verifiedFrom({ turns, known: { facts: [birthday, fourth] } }, [{ quote, text: sentence }])

    expect(facts).toEqual([])
  })

  test('in another message or by a command is something else', () => {
    const elsewhere = { ...birthday, sources: ['999'] as const }
    const command = { ...birthday, asked: 'command' as const }
    for (const known of [elsewhere, command]) {
      expect(verifiedFrom({ turns, known: { facts: [known] } }, [{ quote, text: sentence }]).facts).toHaveLength(1)
    }
  })
})
