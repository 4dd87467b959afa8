import { describe, expect, test } from 'vitest'
import { languages } from '../../../demo/stand-in-model/understanding/languages.ts'
import { type Context, understand } from '../../../demo/stand-in-model/understanding/understand.ts'

const examples = languages.flatMap(({ rules }) => rules.flatMap(rule => rule.examples))

test.each(examples)('%s', (said, ...facts) => {
  expect(understand(said).map(({ text }) => text)).toEqual(facts)
})

test.each(languages.flatMap(({ rules }) => rules))('a rule has an example: $when', ({ examples }) => {
  expect(examples.some(([, ...facts]) => facts.length > 0)).toBe(true)
})

test.each([
  [
    'my gf lives in berlin n works at siemens lol',
    "The user's girlfriend lives in Berlin.",
    "The user's girlfriend works at Siemens.",
  ],
  ['my brother lives in rome, works at eni', "The user's brother lives in Rome.", "The user's brother works at Eni."],
  ['my gf lives in berlin and got a cat'],
  [
    'my brother lives in rome, i live in oslo and work at acme',
    "The user's brother lives in Rome.",
    'The user lives in Oslo.',
    'The user works at Acme.',
  ],
  ['my boss is a pain, works at siemens'],
  ['my brother lives in rome, hes a pain, works at eni', "The user's brother lives in Rome."],
  ['we got a dog called rex and moved to oslo', 'The user has a dog called Rex.', 'The user lives in Oslo.'],
])('a clause without a subject goes on with that of the one before: %s', (said, ...facts) => {
  expect(understand(said).map(({ text }) => text)).toEqual(facts)
})

/** What is told over several messages. */
function told(...messages: readonly string[]) {
  const context: Context = { named: [] }
  return messages.map(message => understand(message, context).map(({ text }) => text))
}

describe('over several messages', () => {
  test('“she” is whoever was spoken of last, and nobody who is a man', () => {
    expect(told('my sister mia works at google', 'shes from porto', 'he is a pilot')).toEqual([
      ["The user's sister Mia works at Google."],
      ["The user's sister Mia is from Porto."],
      [],
    ])
  })

  test('who was named once is known by that name', () => {
    expect(told("my dog's name is rex", 'my brother is called tom', 'rex is 3')[2]).toEqual([
      "The user's dog Rex is 3 years old.",
    ])
  })

  test('after somebody unknown “he” is nobody', () => {
    expect(told('my brother lives in rome', 'there was this guy at the bar', 'he is a pilot')[2]).toEqual([])
  })

  test('a correction puts another word in the place of the one it is said for', () => {
    expect(told('my exam is on monday', 'no wait its on friday')[1]).toEqual(["The user's exam is on friday."])
    expect(told('we have a cat called Mitzy', 'its spelled Mitzi')[1]).toEqual(['The user has a cat called Mitzi.'])
    expect(told('i live in bonn', 'not bonn but berlin')[1]).toEqual(['The user lives in Berlin.'])
  })

  test('who takes it back has told nothing', () => {
    expect(told('im a carpenter. jk')).toEqual([[]])
  })
})
