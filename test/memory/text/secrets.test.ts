import { describe, expect, test } from 'vitest'
import { cleanText } from '../../../src/memory/text/clean.ts'
import { hasSecret, mentionsSecret, redactSecrets } from '../../../src/memory/text/secrets.ts'
import items from '../../fixtures/attacks/secrets.json' with { type: 'json' }
import { fc, runs } from '../../support/property.ts'

const said = items.map(({ name, reversed, secret }) => ({ name, text: [...reversed].reverse().join(''), secret }))

test.each(said.filter(({ secret }) => secret))('a secret is taken out: $name', ({ text }) => {
  const rest = redactSecrets(text)
  expect(hasSecret(text), text).toBe(true)
  expect(mentionsSecret(rest), rest).toBe(true)
  expect(hasSecret(rest), rest).toBe(false)
})

test.each(said.filter(({ secret }) => !secret))('an ordinary message stays as it is: $text', ({ text }) => {
  expect(redactSecrets(text)).toBe(cleanText(text).replaceAll('…', '...'))
})

describe('of a message with a secret', () => {
  test('the words around it stay', () => {
    expect(redactSecrets('I moved to Oslo, my wifi password is Fjord2026! and I love it')).toBe(
      'I moved to Oslo, my wifi password is … and I love it',
    )
  })

  test('each secret goes', () => {
    expect(redactSecrets('pin 4821, card 4111 1111 1111 1111')).toBe('pin …, card …')
  })

  test('one that is longer than what is looked at goes whole', () => {
    expect(redactSecrets(`my password is ${'Xy7'.repeat(300)} ok`)).toBe('my password is … ok')
  })

  test('an ellipsis of the user’s is no gap', () => {
    expect(mentionsSecret(redactSecrets('I think… so'))).toBe(false)
  })
})

test('whatever stands around it, nothing of a secret with digits is left', () => {
  const secrets = said.filter(({ secret, text }) => secret && /\S{6,}/u.test(text)).map(({ text }) => text)
  const others = ['I live in Oslo.', 'ok', 'Ich wohne in Köln', 'なるほど。', '']
  fc.assert(
    fc.property(fc.constantFrom(...secrets), fc.constantFrom(...others), fc.constantFrom(...others), (text, a, b) => {
      const rest = redactSecrets(`${a}\n${text}\n${b}`)
      for (const word of text.split(/\s+/u).filter(word => /^(?=.*\d.*\d)[\p{L}\d]{7,}$/u.test(word))) {
        expect(rest).not.toContain(word)
      }
    }),
    runs(200),
  )
})

test('the name of a kind of token that stands before it goes with it', () => {
  const token = `fm2_${'aZ7Q'.repeat(16)}`
  expect(redactSecrets(`mine is FlyV1 ${token} keep it`)).toBe('mine is … keep it')
})
