import { Locale } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { localizedDescription } from '../../src/discord/interactions/definitions.ts'
import { en } from '../../src/locales/en.ts'
import { catalogues, textsFor } from '../../src/locales/locales.ts'
import { normalizeText } from '../../src/memory/text/normalize.ts'

type Given = string | number
type Sentence = string | ((...given: Given[]) => string)

/** What is right in English and in another language: the name of a file, forms without words, and words that both have. */
const maybeTheSame: Readonly<Record<string, readonly string[]>> = {
  de: ['forget.of', 'know.counted', 'scopes.channel'],
  fr: ['know.counted', 'files.kinds.conversations', 'files.kinds.turns'],
  es: ['forget.of', 'know.counted', 'access.kinds.role'],
  ja: ['forget.listFile'],
  zh: ['forget.listFile'],
}

/** Titles and labels of forms; https://docs.discord.com/developers/components/reference#label */
const onForms = ['know.formTitle', 'know.formLabel', 'know.formLabelEntity', 'forget.formTitle', 'forget.formLabel']
const ofTimeZones = ['privacy.timeZoneForm', 'privacy.timeZoneField']

const onButtons = [
  'answers.stop',
  ...['previous', 'next', 'home', 'edit', 'forget', 'source', 'showEverywhere', 'keepHere'].map(key => `know.${key}`),
  ...['everything', 'lastHour', 'thisChannel', 'thisConversation'].map(key => `forget.${key}`),
  ...['forgetThis', 'keepIt', 'tryAgain', 'everythingButton'].map(key => `forget.${key}`),
  ...['undo', 'edit', 'forget'].map(key => `remember.${key}`),
  ...['pause', 'resume', 'otherTimeZone', 'incognitoStart', 'incognitoEnd'].map(key => `privacy.${key}`),
  ...['export', 'forgetEverything'].map(key => `privacy.${key}`),
  ...['confirm', 'cancel'].map(key => `access.${key}`),
]

const inFields = [
  ...['know.choose', 'forget.choosePlaceholder', 'privacy.chooseTimeZone', 'privacy.timeZoneExample'],
  ...['forget.phrase', 'forget.formDescription'],
]

/** What sentences are made of here. */
const names: readonly Given[] = ['Ngozi', 'Siobhán', 'Zoë']

const english = sentencesOf(en)
const others = Object.entries(catalogues).filter(([language]) => language !== 'en')
/** Japanese and Chinese have one form for one and for many. */
const inflected = others.filter(([language]) => language !== 'ja' && language !== 'zh')

test('there are six languages', () => {
  expect(new Set(Object.keys(catalogues))).toEqual(new Set(['de', 'en', 'es', 'fr', 'ja', 'zh']))
})

describe.for(others)('in %s', ([language, texts]) => {
  const translated = sentencesOf(texts)
  const pairs = [...english].map(([key, sentence]) => [key, sentence, translated.get(key) ?? ''] as const)
  /** What a check finds in a translation, by key, where it is not what it finds in English. */
  const differing = (find: (said: string) => unknown, given = names) =>
    pairs
      .map(([key, sentence, other]) => [key, find(say(other, given)), find(say(sentence, given))] as const)
      .filter(([, found, expected]) => JSON.stringify(found) !== JSON.stringify(expected))

  test('there are the same sentences, in the same order', () => {
    expect([...translated.keys()]).toEqual([...english.keys()])
  })

  test('each is made of as much', () => {
    const parts = (sentence: Sentence) => (typeof sentence === 'string' ? 'none' : sentence.length)

    expect(pairs.filter(([, sentence, other]) => parts(sentence) !== parts(other)).map(([key]) => key)).toEqual([])
  })

  test('none is empty, or still English', () => {
    const same = pairs.filter(([, sentence, other]) => say(sentence, names) === say(other, names)).map(([key]) => key)

    expect(pairs.filter(([, , other]) => !/^\S(?:.*\S)?$/u.test(say(other, names))).map(([key]) => key)).toEqual([])
    expect(same.filter(key => !maybeTheSame[language]?.includes(key))).toEqual([])
  })

  test('what a sentence is made of stands in it', () => {
    expect(differing(said => names.filter(name => said.includes(String(name))))).toEqual([])
  })

  test.for([0, 2, 5, 1000])('%i is told where English tells it', count => {
    const isTold = (said: string) => new RegExp(`(?<!\\d)${count}(?!\\d)`, 'u').test(said)
    const counting = new Set(pairs.filter(([, sentence]) => typeof sentence !== 'string').map(([key]) => key))

    expect(differing(isTold, [count, count, count]).filter(([key]) => counting.has(key))).toEqual([])
  })

  test('commands are called what they are called', () => {
    expect(differing(said => [...new Set(said.match(/`[^`]+`/gu))].toSorted())).toEqual([])
  })

  test('so is what can be chosen for an option', () => {
    const choices = /\b(?:on|off|here|everywhere)(?=: )|\/[a-z]+/gu
    const ofDescriptions = pairs.filter(([key]) => key.startsWith('descriptions.'))
    const missing = ofDescriptions.filter(
      ([, sentence, other]) =>
        !(say(sentence, []).match(choices) ?? []).every(choice => say(other, []).includes(choice)),
    )

    expect(missing).toEqual([])
  })

  test('headings, small print and what is bold stay that', () => {
    expect(differing(said => [/^(?:-#|#{1,3}) /u.exec(said)?.[0], said.split('**').length])).toEqual([])
  })

  test.for([
    ['descriptions', 100, [...english.keys()].filter(key => key.startsWith('descriptions.'))],
    ['labels of buttons', 80, onButtons],
    ['titles and labels of forms', 45, [...onForms, ...ofTimeZones]],
    ['fields', 100, inFields],
  ] as const)('%s have %i characters at most', ([, most, keys]) => {
    expect(keys.filter(key => !english.has(key))).toEqual([])
    expect(keys.filter(key => longest(translated.get(key) ?? '', [texts.forget.phrase]) > most)).toEqual([])
  })

  test('a panel holds what stands on it', () => {
    const sum = (keys: readonly string[]) =>
      keys.reduce((all, key) => all + longest(translated.get(key) ?? '', ['Argentina/Buenos_Aires']), 0)
    const around = ['previewTitle', 'turns', 'segments', 'olderGoesToo', 'cannotUndo', 'more', 'forgetThis', 'keepIt']

    expect(sum([...english.keys()].filter(key => key.startsWith('privacy.')))).toBeLessThan(4000)
    expect(sum(around.map(key => `forget.${key}`))).toBeLessThan(1200)
  })

  test('a file is named as any system can name it', () => {
    expect(texts.forget.listFile).toMatch(/^[a-z-]{1,30}\.txt$/u)
  })

  test('the words that forget everything can be typed in one go', () => {
    expect(texts.forget.phrase).toMatch(/^[\p{L} ]{4,30}$/u)
    expect(normalizeText(texts.forget.phrase)).toBe(texts.forget.phrase)
  })
})

test.for(inflected)('%s tells one from two', ([, texts]) => {
  const numberless = (sentence: Sentence, count: number) =>
    say(sentence, [count, count, count]).replaceAll(String(count), 'N')
  const tells = (sentence: Sentence | undefined) =>
    sentence !== undefined && numberless(sentence, 1) !== numberless(sentence, 2)
  const told = sentencesOf(texts)

  expect(
    [...english].filter(([key, sentence]) => tells(sentence) && !tells(told.get(key))).map(([key]) => key),
  ).toEqual([])
})

describe('whose language is which', () => {
  const ours = Object.values(Locale).filter(locale => locale.split('-')[0] !== 'en' && textsFor(locale) !== en)

  test.for([
    ['de', [Locale.German]],
    ['fr', [Locale.French]],
    ['es', [Locale.SpanishES, Locale.SpanishLATAM]],
    ['ja', [Locale.Japanese]],
    ['zh', [Locale.ChineseCN, Locale.ChineseTW]],
    ['en', [Locale.EnglishGB, Locale.EnglishUS, Locale.PortugueseBR, 'tlh', undefined]],
  ] as const)('%s', ([language, locales]) => {
    expect(catalogues[language]).toBeDefined()
    for (const locale of locales) expect(textsFor(locale)).toBe(catalogues[language])
  })

  test('Discord is told the descriptions for each of these, and for no other', () => {
    const { description, description_localizations: localized } = localizedDescription('forget')

    expect(description).toBe(en.descriptions.forget)
    expect(new Set(Object.keys(localized))).toEqual(new Set<string>(ours))
    for (const locale of ours) expect(localized[locale]).toBe(textsFor(locale).descriptions.forget)
  })
})

/** All that is said, by its path: `forget.title`. */
function sentencesOf(texts: object, path = ''): ReadonlyMap<string, Sentence> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]: [string, Sentence | object]) =>
      typeof value === 'object' ? [...sentencesOf(value, `${path}${key}.`)] : [[`${path}${key}`, value]],
    ),
  )
}

function say(sentence: Sentence, given: readonly Given[]): string {
  return typeof sentence === 'string' ? sentence : sentence(...given.slice(0, sentence.length))
}

/** The most characters that a sentence has with any of the counts, or made of these words. */
function longest(sentence: Sentence, words: readonly string[]): number {
  return Math.max(...[0, 1, 2, 5, 1000, ...words].map(given => say(sentence, [given, given, given]).length))
}
