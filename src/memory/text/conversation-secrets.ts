import { findSecretNames } from './secrets/find-names.ts'
import { SAID_OF_SECRETS } from './secrets/names.ts'
import type { Span } from './secrets/numbers.ts'
import { locateSecrets, takeOut } from './secrets.ts'

/** Something that was said in a conversation. */
export interface Said {
  readonly role: 'user' | 'assistant'
  readonly text: string
}

/** Characters at the end of one message and the beginning of the next in which a secret of both is looked for. */
const REACH = 400
/** Shorter secrets are words and numbers like others where they are said again; so many are looked for, those told last. */
const MIN_REPEATED = 4
const MAX_REPEATED = 50

/**
 * What was said in a conversation, in order, without its secrets and without what can't be seen: also those that take
 * two messages ("my password is", and then the password), that answer a question of the bot's, or are said again.
 */
export function withoutConversationSecrets(said: readonly Said[]): readonly string[] {
  const located = said.map(({ text }) => {
    const { clean, spans } = locateSecrets(text)
    return { clean, spans: [...spans] }
  })
  for (const [at, { role }] of said.entries()) {
    if (role !== 'user') continue
    const here = located[at]
    const before = said.findLastIndex((other, place) => place < at && other.role === 'user')
    const asked = at > 0 && said[at - 1]?.role === 'assistant' ? located[at - 1] : undefined
    if (here === undefined) continue
    if (asked !== undefined) here.spans.push(...answerTo(asked.clean, here.clean))
    const earlier = located[before]
    if (earlier !== undefined) addSplitSecrets(earlier, here)
  }
  const repeated = secretsOf(located).filter(secret => /[^\p{L}\p{M}\s]/u.test(secret))
  return located.map(({ clean, spans }, at) => {
    const before = said[at]?.role === 'assistant' ? located[at - 1] : undefined
    const again = placesOf([...repeated, ...(before === undefined ? [] : secretsOf([before]))], clean)
    return takeOut(clean, inOrder([...spans, ...again]))
  })
}

interface Located {
  readonly clean: string
  readonly spans: Span[]
}

/** A message that is one run of letters and digits: what could go on with a key of the message before. */
const SECOND_HALF = /^\s*(?=\S*\d)[^\s]{6,}\s*$/u

/** Adds to both what is a secret only where the two are read in one: with a space between them, or as one word. */
function addSplitSecrets(earlier: Located, here: Located): void {
  const end = earlier.clean.slice(-REACH)
  const beginning = here.clean.slice(0, REACH)
  // "Do you know my password?" leads to nothing by itself.
  if (!/[?？]\s*$/u.test(end)) addSecretsOf(end, ' ', beginning, [earlier, here])
  if (SECOND_HALF.test(beginning)) addSecretsOf(end, '', beginning, [earlier, here])
}

function addSecretsOf(end: string, joint: string, beginning: string, [earlier, here]: [Located, Located]): void {
  const from = earlier.clean.length - end.length
  const offset = end.length + joint.length
  for (const [start, stop] of locateSecrets(`${end}${joint}${beginning}`).spans) {
    const isOfBoth = start < end.length && stop > offset
    // "My password is", and then it; or "4711", and then "is my PIN".
    const isOfNext = joint !== '' && start >= offset
    const isOfFirst = joint !== '' && stop === end.length && earlier.clean.trim().length <= stop - start
    if (isOfBoth || isOfFirst) earlier.spans.push([from + start, earlier.clean.length])
    if (isOfBoth || isOfNext) here.spans.push([Math.max(0, start - offset), stop - offset])
  }
}

const saidOf = new Set(SAID_OF_SECRETS.trim().split(/\s+/u))

/** What is a secret as it answers a question of the bot's for one: "What is the PIN?", and the PIN. */
function answerTo(bot: string, answer: string): readonly Span[] {
  const question = /[^.!?。！？\n]{1,200}(?=[?？])/gu
  const asked = [...bot.slice(-REACH).matchAll(question)].at(-1)?.[0]
  const name = asked === undefined ? undefined : findSecretNames(asked.toLowerCase()).at(-1)
  if (asked === undefined || name === undefined) return []
  const word = /^\s*(?<word>\S{4,60}?)[.!。]?\s*$/u.exec(answer)?.groups?.['word']
  if (word !== undefined && !saidOf.has(word.toLowerCase())) return [[0, answer.length]]
  const lead = `${asked.slice(name.start, name.end)} `
  return locateSecrets(`${lead}${answer.slice(0, REACH)}`)
    .spans.filter(([start]) => start >= lead.length)
    .map(([start, end]) => [start - lead.length, end - lead.length])
}

/** The secrets of some texts that can be told from other words, those told last. */
function secretsOf(located: readonly Located[]): readonly string[] {
  const secrets = located.flatMap(({ clean, spans }) => spans.map(([start, end]) => clean.slice(start, end).trim()))
  return [...new Set(secrets)].filter(secret => secret.length >= MIN_REPEATED).slice(-MAX_REPEATED)
}

const WORD_SIGN = /[\p{L}\p{N}]/u

/** Where some words stand in a text as whole words, in upper or lower case. */
function placesOf(words: readonly string[], text: string): readonly Span[] {
  const lower = text.toLowerCase()
  const plain = lower.length === text.length ? lower : text
  const found: Span[] = []
  for (const word of new Set(words.map(one => (plain === lower ? one.toLowerCase() : one)))) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
      const end = at + word.length
      if (!(WORD_SIGN.test(plain[at - 1] ?? '') || WORD_SIGN.test(plain[end] ?? ''))) found.push([at, end])
    }
  }
  return found
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  const apart: [number, number][] = []
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = apart.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else apart.push([start, end])
  }
  return apart
}
