import { type Asked, readStudyRequest, type ShownTurn } from './extraction-request.ts'
import { PRONOUN, type RuleFact, rules } from './fact-rules.ts'

interface Learned {
  readonly facts: object[]
  readonly entities: object[]
  /** Whom a pronoun means. */
  person?: string
}

const QUOTED = /^> .*$/gmu
const LONGEST_SUMMARY_LINE = 160

/** Learns and summarises by rules, in the form that is asked of a model. `request` is the bot's message. */
export function extract(request: string): string {
  const asked = readStudyRequest(request)
  const learned: Learned = { facts: [], entities: [] }
  for (const turn of asked.turns) {
    if (!turn.isUser) continue
    for (const sentence of sentencesOf(turn.text)) learn(sentence, turn, asked, learned)
  }
  return JSON.stringify({
    facts: learned.facts,
    entities: learned.entities,
    summary: asked.summarise === undefined ? null : summaryOf(asked),
    merged: asked.merge?.join('\n') ?? null,
  })
}

function sentencesOf(text: string): string[] {
  const plain = text.replaceAll('’', "'").replaceAll(QUOTED, '')
  return (plain.match(/[^.!?\n]+[.!?]*/gu) ?? [])
    .map(sentence => sentence.trim())
    .filter(sentence => sentence !== '' && !sentence.endsWith('?'))
}

function learn(sentence: string, turn: ShownTurn, asked: Asked, learned: Learned): void {
  const base = { turn: turn.number, quote: sentence, eventAt: null, repeats: null, sensitive: false }
  const isAsked = asked.learnFrom.includes(turn.number)
  const { person } = learned
  const rest = PRONOUN.exec(sentence)?.groups?.['rest']
  if (isAsked && person !== undefined && rest !== undefined)
    learned.facts.push({ ...base, ...toldOf(person, rest), facet: null, kind: 'relationship', replaces: [] })
  for (const { when, tells } of rules) {
    const match = when.exec(sentence)
    if (match === null) continue
    const told = tells({ ...match.groups })
    if (told.about !== undefined) learned.person = told.about.name
    if (!isAsked) continue
    const { text, names, facet = null, kind, about } = told
    const subject = about?.name ?? 'user'
    learned.facts.push({ ...base, text, names, subject, facet, kind, replaces: replacedBy(text, facet, asked) })
    learned.entities.push(...entitiesIn(told).map(entity => ({ turn: turn.number, quote: sentence, ...entity })))
  }
}

function toldOf(person: string, rest: string) {
  const text = `${person}${rest.replace(/^'s been/u, ' has been').replace(/[.!]+$/u, '')}.`
  return { text, names: [person], subject: person }
}

function entitiesIn({ about, attribute }: RuleFact): object[] {
  if (about === undefined && attribute === undefined) return []
  const attributes = attribute === undefined ? [] : [attribute]
  if (about === undefined) return [{ name: 'user', type: 'person', relation: null, aliases: [], attributes }]
  const { name, type, relation = null } = about
  return [{ name, type, relation, aliases: relation === null ? [] : [`my ${relation}`], attributes }]
}

/** Of what can be true only once, the known facts that begin as the new one does. */
function replacedBy(text: string, facet: string | null, { known }: Asked): number[] {
  if (facet !== 'home' && facet !== 'employer' && facet !== 'name') return []
  const beginning = text.split(' ').slice(0, 3).join(' ')
  return known.filter(fact => fact.text.startsWith(beginning) && fact.text !== text).map(({ number }) => number)
}

function summaryOf({ turns, summarise }: Asked): string {
  const { from = 0, to = 0 } = summarise ?? {}
  const said = turns.filter(({ number, isUser }) => isUser && number >= from && number <= to)
  const lines = said.map(({ text }) => text.replaceAll(/\s+/gu, ' ').slice(0, LONGEST_SUMMARY_LINE).toWellFormed())
  return `The user said: ${lines.join(' / ')}`
}
