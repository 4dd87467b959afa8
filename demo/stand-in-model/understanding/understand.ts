import { distance } from 'fastest-levenshtein'
import { capitalized, type Heard, hear, namesIn, namesSubject, type Other, type Others } from './compile.ts'
import { english } from './english.ts'
import type { FactRule, Language } from './language.ts'
import { languages } from './languages.ts'

/** What a clause tells. */
export interface ToldFact {
  readonly text: string
  /** The user's words for it. */
  readonly quote: string
  readonly names: readonly string[]
  readonly rule: FactRule
  /** Of the rule's facet. */
  readonly value?: string | undefined
  /** Whom it is about, if not the user alone. */
  readonly about?: Other | undefined
  readonly isPet: boolean
  /** When, in the user's words, where those stand at its end. */
  readonly moment?: string | undefined
  /** The sentence that it takes the place of, as it was told before. */
  readonly corrects?: string
}

/** What was told so far: who is who, and what a correction corrects. */
export interface Context extends Others {
  last?: ToldFact | undefined
}

const LONGEST_SENTENCE = 500
/** Nobody tells more in one clause; it also bounds how often a long one is read. */
const MOST_JOINTS = 8
/** A point ends none within a word (`3.5`, `node.js`), nor behind a day of a German month. */
const SENTENCE =
  /(?:[^.!?。！？\n]|\.(?=\S)|(?<=\d)\.(?= (?:jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)))+[.!?。！？]*/giu
const PIECE = /[^,;，、；()]+/gu
/** Whom a message begins with, by name or as Discord writes it. */
const MENTION = /^\s*(?:@[\p{L}\p{N}_-]+|<@!?\d+>)[\s,:]*/u
/** Who says so takes everything back. */
const JOKE = /\b(?:jk|just kidding|not really|scherz|war ein witz|c'est une blague|je rigole|es broma)\b|冗談|开玩笑/iu

/** The language that a text is read in: English where no other knows it. */
export function languageOf(text: string): Language {
  return languages.find(({ isSpokenIn }) => isSpokenIn.test(text)) ?? english
}

/** Everything that a text tells of its author, by the rules. The context goes on with what is told. */
export function understand(text: string, context: Context = { named: [] }): readonly ToldFact[] {
  const language = languageOf(text)
  if (JOKE.test(text)) return []
  const sentences = text.replaceAll('’', "'").replace(MENTION, '').match(SENTENCE) ?? []
  return sentences.flatMap(sentence => readSentence(sentence.trim(), language, context))
}

function readSentence(sentence: string, language: Language, context: Context): readonly ToldFact[] {
  const whole = plain(sentence, language)
  context.subject = undefined
  if (language.strangers.test(whole)) context.other = undefined
  if (whole === '' || sentence.length > LONGEST_SENTENCE || language.unsaid.test(whole)) return []
  const corrected = correction(whole, sentence, language, context)
  if (corrected !== undefined) return [corrected]
  return (sentence.match(PIECE) ?? []).flatMap(piece => {
    const clause = plain(piece, language)
    return readClause(clause, { quote: piece.trim(), language, context }, MOST_JOINTS)
  })
}

/** Without what tells nothing, in plain spelling. */
function plain(text: string, { openings, endings, spellings }: Language): string {
  const trim = (so: string) => so.trim().replace(endings, '').replace(openings, '')
  return trim(spellings.reduce((so, [lazy, spelling]) => so.replace(lazy, spelling), ` ${trim(text)} `))
}

interface Reading {
  readonly quote: string
  readonly language: Language
  readonly context: Context
}

/** A clause, or two in it if both tell something. */
function readClause(clause: string, reading: Reading, joints: number): readonly ToldFact[] {
  const { language, context } = reading
  for (const joint of [...clause.matchAll(language.joints)].slice(0, joints)) {
    const before = { other: context.other, last: context.last, subject: context.subject }
    const first = readClause(clause.slice(0, joint.index), reading, 0)
    const behind = clause.slice(joint.index + joint[0].length).trim()
    const second = first.length === 0 ? [] : readClause(behind, reading, joints - 1)
    if (second.length > 0 || (first.length > 0 && namesSubject(behind, language))) return [...first, ...second]
    Object.assign(context, before)
  }
  const told = tell(clause, reading)
  if (told === undefined) context.subject = subjectBehind(clause, reading)
  return told === undefined ? [] : [told]
}

/** Whom a sentence goes on about behind a clause that was not understood. */
function subjectBehind(clause: string, { language, context }: Reading): Context['subject'] {
  if (new RegExp(`^${language.who.user}(?!\\p{L})`, 'iu').test(clause)) return undefined
  return context.subject === undefined && !namesSubject(clause, language) ? undefined : 'unknown'
}

function tell(clause: string, { language, quote, context }: Reading): ToldFact | undefined {
  const moment = language.moment.exec(clause)
  const whole = { said: clause, when: undefined }
  for (const { said, when } of moment === null
    ? [whole]
    : [{ said: clause.slice(0, moment.index), when: moment[0].trim() }, whole]) {
    for (const rule of language.rules) {
      const heard = hear(said, rule, language, context)
      if (heard === undefined) continue
      const fact = { ...factOf(heard, rule, quote, language), moment: when }
      const { about } = fact
      context.last = fact
      context.subject = heard.subject
      context.other = about ?? context.other
      if (about?.name !== undefined) context.named.unshift(about)
      return fact
    }
  }
  return undefined
}

function factOf({ text, groups, other }: Heard, rule: FactRule, quote: string, { who }: Language): ToldFact {
  const held = Object.entries(groups).filter(([slot, said]) => /^\p{Lu}/u.test(slot) && said !== undefined)
  const names = held.flatMap(([, said]) => namesIn(capitalized(said)))
  const value = rule.value === undefined ? undefined : groups[rule.value]
  return {
    ...{ text, quote, rule, about: other },
    names: [...new Set([...names, ...(other?.name === undefined ? [] : [other.name])])],
    value: value !== undefined && held.some(([slot]) => slot === rule.value) ? capitalized(value) : value,
    isPet: other !== undefined && who.pets.test(other.relation),
  }
}

/** The fact before with a newer word in the place of another. */
function correction(said: string, quote: string, language: Language, { last }: Context): ToldFact | undefined {
  if (last === undefined) return undefined
  for (const pattern of language.corrections) {
    const { old, new: newer } = pattern.exec(said)?.groups ?? {}
    const replaced = newer === undefined ? undefined : (old ?? nearest(last.text, newer))
    const at = replaced === undefined ? -1 : last.text.toLowerCase().indexOf(replaced.toLowerCase())
    if (newer === undefined || replaced === undefined || at < 0) continue
    const was = last.text.slice(at, at + replaced.length)
    const now = last.names.includes(was) ? capitalized(newer) : newer
    const text = `${last.text.slice(0, at)}${now}${last.text.slice(at + was.length)}`
    return {
      ...{ ...last, text, quote, corrects: last.text },
      names: last.names.map(name => (name === was ? now : name)),
      value: last.value === was ? now : last.value,
    }
  }
  return undefined
}

/** The word of a sentence that another one is most likely said for: a misspelling, another weekday, another number. */
function nearest(text: string, newer: string): string | undefined {
  const words = text.match(/[\p{L}\p{N}'-]{2,}/gu) ?? []
  const far = (word: string) => distance(word.toLowerCase(), newer.toLowerCase()) / Math.max(word.length, newer.length)
  const best = words.toSorted((a, b) => far(a) - far(b))[0]
  return best !== undefined && far(best) > 0 && far(best) <= 0.5 ? best : undefined
}
