// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect, test } from 'vitest'
import { findSaidSentences } from '../../../src/prompt/sorting/sentences.ts'
import { fc } from '../../support/property.ts'

function said(...texts: string[]) {
  const turns = texts.map((text, at) => ({ number: at + 1, role: 'user' as const, saidAt: 0, text }))
  return { turns, learnFrom: turns.map(({ number }) => number) }
}

const textsOf = (...texts: string[]) => findSaidSentences(said(...texts)).map(({ text }) => text)

describe('the sentences of turns', () => {
  test.for([
    ['Hi, I am Alex! I live in Lisbon.', ['Hi, I am Alex!', 'I live in Lisbon.']],
    ['I live in St. Louis. I got the job ;)', ['I live in St. Louis.', 'I got the job ;)']],
    ['Ich heirate am 5. Mai. Je travaille chez M. Dupont.', ['Ich heirate am 5. Mai.', 'Je travaille chez M. Dupont.']],
    ['He served in the U.S. Army. Rex. I keep bees.', ['He served in the U.S. Army. Rex.', 'I keep bees.']],
    ['@⟨Ben. He is gay⟩ is my brother. I like tea.', ['@⟨Ben. He is gay⟩ is my brother.', 'I like tea.']],
    ['we moved to porto\nthe cat hates it', ['we moved to porto', 'the cat hates it']],
    ['猫を飼っています。名前はモモです。', ['猫を飼っています。', '名前はモモです。']],
    ['Πού μένω; Έχω μια γάτα. Τη λένε Μόμο· είναι μικρή.', ['Έχω μια γάτα.', 'Τη λένε Μόμο· είναι μικρή.']],
    ['I like tea; I hate coffee.', ['I like tea; I hate coffee.']],
    ['मैं पुणे में रहता हूँ। मुझे चाय पसंद है।', ['मैं पुणे में रहता हूँ।', 'मुझे चाय पसंद है।']],
  ] as const)('of %j are each by itself', ([text, sentences]) => {
    expect(textsOf(text)).toEqual(sentences)
  })

  test.for([
    'Where do I work?',
    'どこに住んでる？',
    'أين أعيش؟',
    'Πού μένω;',
    'Ποιο είναι το «Μόμο»;',
    'Rex',
    'ok',
    '!!!',
    '🎉 🎉',
    'really?!',
    'You mean “here”?” 🤔',
    '',
  ])('leave out what tells nothing: %j', text => {
    expect(textsOf(text)).toEqual([])
  })

  test('are those to learn from', () => {
    expect(
      findSaidSentences({ ...said('I live in Oslo.', 'I keep bees.'), learnFrom: [2] }).map(({ turn }) => turn),
    ).toEqual([2])
  })

  test('are none of what the user only quotes or pastes', () => {
    expect(
      textsOf('> I have a parrot. It sings.\nI have a cat. ```my code runs``` It purrs.', '"I have a parrot."'),
    ).toEqual(['I have a cat.', 'It purrs.'])
  })

  test('stand where they say, and are short, whatever the text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 900 }), { maxLength: 3 }), texts => {
        const { turns, learnFrom } = said(...texts)
        for (const { turn, from, to, text } of findSaidSentences({ turns, learnFrom })) {
          expect(texts[turn - 1]?.slice(from, to)).toBe(text)
          expect(text.length).toBeLessThanOrEqual(300)
        }
      }),
    )
  })

  test('without an end are cut at spaces', () => {
    const talk = 'so I went on and on '.repeat(60).trim()
    const pieces = textsOf(talk)

    expect(pieces.join(' ')).toBe(talk)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(300)
  })
})
