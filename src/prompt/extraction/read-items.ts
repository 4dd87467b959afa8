import {
  claimStatuses,
  type ExtractedEntity,
  type ExtractedFact,
  type ExtractedName,
} from '../../memory/ports/extraction-model.ts'
import { factKinds } from '../../memory/types.ts'
import { toList, toNumber, toYesOrNo } from '../format/lenient-values.ts'

/*
 * Facts and entities as models write them. What can't be read of a field that a fact can do without is left out: small
 * models write numbers as texts, a text for a list of one, 1 for true, or leave out what they have nothing to say of.
 */

/** Characters. */
const MAX_SENTENCE_LENGTH = 4000
const MAX_WORD_LENGTH = 100
const MAX_VALUE_LENGTH = 1000

/** A fact as its fields can be read; undefined if its turn, its quote or its sentence can't be. */
export function readFact(item: unknown): ExtractedFact | undefined {
  if (!isRecord(item)) return undefined
  const [turn, quote, text] = [toNumber(item['turn']), toQuote(item['quote']), toSentence(item['text'])]
  if (turn === undefined || quote === undefined || text === undefined) return undefined
  return {
    turn,
    quote,
    text,
    names: toNames(item['names']),
    subject: toWord(item['subject']) ?? 'user',
    facet: toWord(item['facet']),
    // a kind of the model's own says nothing wrong: it only sorts
    kind: factKinds.find(kind => kind === toCode(item['kind'])) ?? 'personal',
    status: claimStatuses.find(status => status === toCode(item['status'])),
    about: toCode(item['about']) === 'bot' ? 'bot' : undefined,
    eventAt: toWord(item['eventAt']),
    dateWords: toWord(item['dateWords']),
    replaces: toList(item['replaces']).flatMap(number => toNumber(number) ?? []),
    repeats: toNumber(toList(item['repeats'])[0]),
    isSensitive: toYesOrNo(item['sensitive']) === true,
  }
}

/** An entity as its fields can be read; undefined if its turn, its quote or its name can't be. */
export function readEntity(item: unknown): ExtractedEntity | undefined {
  if (!isRecord(item)) return undefined
  const [turn, quote, name] = [toNumber(item['turn']), toQuote(item['quote']), toWord(item['name'])]
  if (turn === undefined || quote === undefined || name === undefined) return undefined
  return {
    turn,
    quote,
    name,
    type: toWord(item['type']) ?? 'thing',
    relation: toWord(item['relation']),
    aliases: toList(item['aliases']).flatMap(alias => toWord(alias) ?? []),
    attributes: toAttributes(item['attributes']),
  }
}

/** What stands before each turn in a request: small models copy it along with the words. */
const TURN_HEADER = /^\s{0,9}(?:\[\d{1,9}\] ?)?(?:\d{4}-\d\d-\d\d \w{3} \d\d:\d\d )?(?:user|bot): ?/u

function toQuote(value: unknown): string | undefined {
  return toSentence(typeof value === 'string' ? value.replace(TURN_HEADER, '') : value)
}

/** As long as a Discord message can be: what is too long for a fact is rejected later. */
function toSentence(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= MAX_SENTENCE_LENGTH ? value : undefined
}

/** A text of a word or a few, from a text or number; nothing where it says `null` or `none`. */
function toWord(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const word = String(value).trim()
  const isNone = word === '' || word.length > MAX_WORD_LENGTH || /^(?:null|none|n\/a|undefined)$/iu.test(word)
  return isNone ? undefined : word
}

/** A word of a fixed set. */
function toCode(value: unknown): string | undefined {
  return toWord(value)?.toLowerCase()
}

/** Names with the user's spelling, or names alone. */
function toNames(value: unknown): readonly ExtractedName[] {
  return toList(value).flatMap(item => {
    const name = toWord(isRecord(item) ? item['name'] : item)
    const said = isRecord(item) ? toWord(item['said']) : undefined
    if (name === undefined) return []
    return [{ name, ...(said !== undefined && { said }) }]
  })
}

/** Of a value that is a list each item is one; a record is one attribute for each of its fields. */
function toAttributes(value: unknown): { facet: string; value: string }[] {
  const items = isRecord(value)
    ? Object.entries(value).map(([facet, told]): unknown => ({ facet, value: told }))
    : toList(value)
  return items.flatMap(item => {
    const facet = isRecord(item) ? toWord(item['facet']) : undefined
    if (!isRecord(item) || facet === undefined) return []
    return toList(item['value']).flatMap(told => {
      const text = typeof told === 'string' || typeof told === 'number' ? String(told).trim() : ''
      return text === '' || text.length > MAX_VALUE_LENGTH ? [] : [{ facet, value: text }]
    })
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
