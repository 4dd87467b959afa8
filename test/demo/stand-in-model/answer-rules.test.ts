// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect, test } from 'vitest'
import { answerByRules } from '../../../demo/stand-in-model/answer-rules.ts'
import { readPrompt } from '../../../demo/stand-in-model/read-prompt.ts'

const head = '[2026-01-31 09:05 UTC, Ada:]'

/** A prompt as the bot makes it: what was said before with an answer each, then the newest message under its line. */
function prompt(...said: readonly string[]) {
  const before = said.slice(0, -1).flatMap(content => [
    { role: 'user', content },
    { role: 'assistant', content: 'Well, I am Robert and I work at a mill.' },
  ])
  return [
    { role: 'system', content: 'You are Keepsake.' },
    ...before,
    { role: 'user', content: `${head}\n${said.at(-1)}` },
  ]
}

const answer = (...said: readonly string[]) => answerByRules(prompt(...said)).text

describe('what is heard', () => {
  test('the newest message without the line above it, and who wrote it', () => {
    expect(readPrompt(prompt('hello', 'how are you?'))).toEqual({
      question: 'how are you?',
      before: ['hello'],
      remembered: [],
      author: 'Ada',
      count: 3,
    })
  })

  test('a question that was never answered, but nothing that is quoted', () => {
    const content = `I have a boat\n\n[Earlier messages in this channel, oldest first]\n[Bob, 2026-01-31 09:00 UTC]\n> I am Bob\n${head}\nwho am I?`

    expect(readPrompt([{ role: 'user', content }])).toMatchObject({ before: ['I have a boat'], question: 'who am I?' })
  })

  test('the text beside an image', () => {
    const content = [
      { type: 'text', text: `${head}\nlook` },
      { type: 'image_url', image_url: { url: 'https://cdn.example/1.png' } },
    ]

    expect(readPrompt([{ role: 'user', content }]).question).toBe('look')
  })
})

test.each([
  [['I’m Alex', 'what’s my name?'], 'Your name is Alex'],
  [["hi, i'm alex", 'who am I?'], 'Your name is Alex'],
  [['My name is Alex.', 'Call me Al!', "what's my name"], 'Your name is Al:'],
  [['My name is Alex.', 'hello'], 'Hello again, Alex!'],
  [["I'm tired", "what's my name?"], 'You have not told me your name, as far as I can see. Discord shows you as Ada.'],
  [['I work at Acme. It rains.', 'where do I work?'], '“I work at Acme.”'],
  [['Ich wohne in Köln und hab nen Hund', 'wo wohne ich?'], 'Du hast mir gesagt: “Ich wohne in Köln und hab nen Hund”'],
  [['Vivo en Granada.', '¿dónde vivo?'], 'Me dijiste: “Vivo en Granada.”'],
  [["J'habite à Nantes", "où est-ce que j'habite ?"], "Tu m’as dit : “J'habite à Nantes”"],
  [['東京に住んでる', 'どこに住んでる？'], '東京に住んでる'],
  [['我住在南京', '我住在哪里？'], '你跟我说过： “我住在南京”'],
  [['Ich arbeite bei Bosch', 'was weißt du über mich?'], '- Ich arbeite bei Bosch'],
  [['where do I work?'], 'nothing here that you told me about where you work'],
  [['My sister Mia moved to Oslo', 'what is my sister called?'], '“My sister Mia moved to Oslo”'],
  [['I love tea', 'and I like soup', 'what do I like?'], '“and I like soup”'],
  [['The dentist appointment is on Friday', 'when is the dentist appointment?'], 'dentist appointment is on Friday'],
  [['it rains', 'what did I say?'], 'You said: “it rains”'],
  [['it rains', 'I like that', 'what do you remember?'], '- it rains\n- I like that'],
  [['one', 'two', 'how many messages do you see?'], 'I see 5 messages'],
  [['who are you?'], 'stand-in without a key'],
  [['what is the capital of France?'], 'I can’t answer that: I am a stand-in'],
  [['show me some code'], '```ts'],
  [["I'm Alex"], 'Nice to meet you, Alex!'],
  [['I work at Acme'], 'I keep in mind: You work at Acme.'],
])('%j is answered with %j', (said, text) => {
  expect(answer(...said)).toContain(text)
})

test('what the bot said itself is nothing the user told', () => {
  expect(answer('hello', "what's my name?")).not.toContain('Robert')
})

test('a long story takes more than one Discord message', () => {
  expect(answer('write a long story').length).toBeGreaterThan(2000)
})

test('a slow answer says how slowly it is spoken', () => {
  expect(answerByRules(prompt('slow please')).delayMs).toBeGreaterThan(100)
})
