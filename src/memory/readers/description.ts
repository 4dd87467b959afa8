import { createHash } from 'node:crypto'
import { memoizeByString } from '../memoize.ts'
import type { Readers } from './readers.ts'
import type { Rule } from './rules.ts'

/**
 * Readers as a text, as it stands in a scope: parts with dots between them, each with a letter before it.
 *
 * - `a` adults alone
 * - `p…` `h…` `m…` a rule: who is present, reads the history, moderates the private thread. `*` begins the rule whose base is
 *   everyone; each id has its sign before it
 * - `c…` `t…` the channel, the private thread
 * - `d…` the digest of what would be longer
 * - `u…` the place of which nothing is known for certain
 *
 * Ids are written in base 36: 13 characters instead of 19.
 */
const MAX_LENGTH = 300
const MAX_PARSED = 5000
/** A place has no more: who may view and, where people speak, connect; read the history; moderate. Proofs try every way. */
const MAX_RULES = { present: 2, history: 1, moderation: 1 }

/** What a description may look like; whether it means anything says `parseReaders`. */
export const DESCRIPTION_PATTERN = `[0-9a-z.*+~$!-]{1,${MAX_LENGTH}}`

const SIGNS = { allowed: '+', denied: '-', base: '~', allowedUsers: '$', deniedUsers: '!' } as const
const ID_LISTS = Object.keys(SIGNS) as (keyof typeof SIGNS)[]

/** The same text for the same rules. What is too long is told by its digest, which can be compared and no more. */
export function describeReaders(readers: Readers): string {
  const { present, history, channel, thread, moderation, isAgeRestricted } = readers
  const text = [
    ...(isAgeRestricted ? ['a'] : []),
    ...formatRules('p', present),
    ...formatRules('h', history),
    ...formatRules('m', moderation),
    ...(channel === undefined ? [] : [`c${shortId(channel)}`]),
    ...(thread === undefined ? [] : [`t${shortId(thread)}`]),
  ].join('.')
  if (text.length <= MAX_LENGTH) return text
  return `d${createHash('sha256').update(text).digest('hex')}`
}

/** The readers of a place of which nothing is known for certain: the same as long as that is so. */
export function describeUnknownReaders(place: string): string {
  return `u${shortId(place)}`
}

/** The readers that a text describes; undefined where it can be compared and no more, or means nothing. */
export function parseReaders(description: string): Readers | undefined {
  return parse(description).readers
}

const parse = memoizeByString(
  (description): { readonly readers: Readers | undefined } => ({ readers: readDescription(description) }),
  MAX_PARSED,
)

function readDescription(description: string): Readers | undefined {
  const parts = description.split('.').map(part => ({ letter: part.slice(0, 1), rest: part.slice(1) }))
  const rules = (letter: string) => parts.filter(part => part.letter === letter).map(({ rest }) => parseRule(rest))
  const idAfter = (letter: string) => parts.find(part => part.letter === letter && /^[0-9a-z]+$/u.test(part.rest))?.rest
  const [present, history, moderation] = [rules('p'), rules('h'), rules('m')]
  const [channel, thread] = [idAfter('c'), idAfter('t')]
  const readers = {
    ...{ present, history, moderation, isAgeRestricted: parts.some(({ letter }) => letter === 'a') },
    ...(channel !== undefined && { channel: longId(channel) }),
    ...(thread !== undefined && { thread: longId(thread) }),
  }
  if (present.length > MAX_RULES.present || history.length > MAX_RULES.history) return undefined
  if (moderation.length > MAX_RULES.moderation) return undefined
  // Whatever else looks like a description is none: it would mean that more people can read than is said.
  return describeReaders(readers) === description ? readers : undefined
}

function formatRules(letter: string, rules: readonly Rule[]): readonly string[] {
  return inOrder(new Set(rules.map(rule => letter + formatRule(rule))))
}

function formatRule(rule: Rule): string {
  const ids = ID_LISTS.flatMap(list => {
    const listed = rule[list]
    return listed === 'everyone' ? [] : inOrder([...listed].map(id => SIGNS[list] + shortId(id)))
  })
  return (rule.base === 'everyone' ? '*' : '') + ids.join('')
}

function inOrder(texts: Iterable<string>): readonly string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : 1))
}

function parseRule(text: string): Rule {
  const ids = (list: keyof typeof SIGNS) =>
    new Set(
      [...text.matchAll(/([+~$!-])([0-9a-z]+)/gu)].flatMap(([, sign, id = '']) =>
        sign === SIGNS[list] ? [longId(id)] : [],
      ),
    )
  return {
    allowed: ids('allowed'),
    denied: ids('denied'),
    base: text.startsWith('*') ? 'everyone' : ids('base'),
    allowedUsers: ids('allowedUsers'),
    deniedUsers: ids('deniedUsers'),
  }
}

const BASE = 36

function shortId(id: string): string {
  return BigInt(id).toString(BASE)
}

function longId(short: string): string {
  let id = 0n
  for (const digit of short) id = id * BigInt(BASE) + BigInt(Number.parseInt(digit, BASE))
  return id.toString()
}
