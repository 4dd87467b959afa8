// biome-ignore-all lint/security/noSecrets: sentences without spaces look like keys to it
import { describe, expect, test } from 'vitest'
import { toldStatus } from '../../../src/prompt/sorting/told-status.ts'

const status = (text: string) => toldStatus(text, '')

describe('what is supposed', () => {
  test.each([
    'If I lived in Rome, I would eat pasta every day.',
    "I'd move to Rome if I could.",
    'if we won the lottery we could buy a boat',
    'Imagine I had three dogs.',
    'Wenn ich in Rom wohnen würde, hätte ich ein Boot.',
    'Hätte ich einen Hund, wäre ich öfter draußen.',
    'Si j’habitais à Rome, je mangerais des pâtes.',
    'Si viviera en Roma, comería pasta cada día.',
    'もしローマに住んでいたら、毎日パスタを食べる。',
    '假如我住在罗马，我会天天吃面。',
  ])('is told as that: %s', text => {
    expect(status(text)).toBe('supposed')
  })

  test.each([
    'If I eat nuts, I get a rash.',
    'I live in Rome if you want to know.',
    'I would love to know if you like my cat Momo.',
    'Wenn ich Nüsse esse, bekomme ich Ausschlag.',
    'Si je mange des noix, je suis malade.',
    'J’aimerais savoir si tu aimes mon chat.',
    'Si como nueces me pongo enfermo.',
    'もしよければ、猫の名前はモモです。',
    '如果吃花生我就会过敏。',
  ])('and what holds is not: %s', text => {
    expect(status(text)).toBeUndefined()
  })
})

describe('what is said in jest', () => {
  test.each([
    'I’m the Pope lol',
    'I am the queen of England 😂',
    'I live on Mars, just kidding!',
    'I live on Mars jk',
    'Ich bin der Papst haha',
    'Ich wohne auf dem Mars, nur Spaß.',
    'Je suis le pape mdr',
    'J’habite sur Mars, je plaisante.',
    'Soy el papa jajaja',
    'Vivo en Marte, es broma.',
    '火星に住んでいます、冗談です。',
    '我住在火星，开玩笑的。',
  ])('is told as that: %s', text => {
    expect(status(text)).toBe('joked')
  })

  test('is so where the next words take it back', () => {
    expect(toldStatus('I live on Mars.', ' jk')).toBe('joked')
    expect(toldStatus('I live on Mars.', ' Just kidding, I live in Oslo.')).toBe('joked')
    expect(toldStatus('Ich wohne auf dem Mars.', ' Nur Spaß!')).toBe('joked')
    expect(toldStatus('I live in Oslo.', ' My cat is called JK.')).toBeUndefined()
  })

  test.each([
    'My cat fell into the bath lol',
    'I’m the youngest of three lol',
    'I’m a nurse haha',
    'I am the proud owner of a boat 😂',
    'No joke, I live in Rome.',
    'I am not kidding, I have nine cats.',
    'Kein Scherz, ich habe neun Katzen.',
    'Ich bin der Jüngste haha',
    'Je ne plaisante pas, j’ai neuf chats.',
    'No es broma, tengo nueve gatos.',
    '不开玩笑，我有九只猫。',
  ])('and what is meant is not: %s', text => {
    expect(status(text)).toBeUndefined()
  })
})
