// biome-ignore-all lint/security/noSecrets: Chinese and Japanese put no spaces between words
import { expect, test } from 'vitest'
import { mentionsFact } from '../../../src/memory/forgetting/mentions.ts'

const tea = { text: 'The user likes tea.', quote: 'I really like tea' }
const lisbon = { text: 'The user lives in Lisbon.', quote: 'living in Lisbon since May' }
const sister = { text: "The user's sister is a nurse.", quote: 'she is a nurse' }

test.each([
  ['Well, I REALLY like  tea, you know', tea],
  ['Been living in Lisbon since May.', lisbon],
  ['You live in Lisbon, so try a pastel.', lisbon],
  ['Ada is cheerful. She lives in Lisbon.', lisbon],
  ['Your sister works as a nurse, too?', sister],
  ['用户喜欢绿茶和猫', { text: '用户喜欢绿茶和猫。', quote: '我喜欢绿茶' }],
  ['你好，我喜欢绿茶！', { text: 'The user likes green tea.', quote: '我喜欢绿茶' }],
  ['I turn 42 tomorrow', { text: 'The user turns 42.', quote: '42' }],
  ['Rex!', { text: "The dog's name is Rex.", quote: 'Rex' }],
])('%s', (text, fact) => {
  expect(mentionsFact(text, fact)).toBe(true)
})

test.each([
  ['Would you like some tea?', tea],
  ['I would like to know how tea is made.', tea],
  ['What is the weather like in Lisbon?', lisbon],
  ['Nobody lives there. I flew from Lisbon.', lisbon],
  ['My sister called.', sister],
  ['I am tallest of all', { text: 'The user is tall.', quote: 'I am tall' }],
  ['I love it here', { text: 'The user loves the new flat.', quote: 'I love it' }],
  ['anything at all', { text: 'The user has been there.', quote: '' }],
])('not: %s', (text, fact) => {
  expect(mentionsFact(text, fact)).toBe(false)
})
