import { isSingleValued } from '../../src/memory/knowledge/facets.ts'
import { onlyDate } from '../../src/memory/text/dates/compare-dates.ts'
import { findDates } from '../../src/memory/text/dates/find-dates.ts'
import { type Asked, readStudyRequest, type ShownTurn } from './extraction-request.ts'
import type { Other } from './understanding/compile.ts'
import { type Context, type ToldFact, understand } from './understanding/understand.ts'

interface Learned {
  readonly facts: { readonly text: string; readonly [field: string]: unknown }[]
  readonly entities: object[]
}

const DAY_MS = 86_400_000
const QUOTED = /^> .*$/gmu
const LONGEST_SUMMARY_LINE = 160
/** Fewer than English has, so that a summary has room in any language. */
const CHARACTERS_PER_TOKEN = 2

/** Learns and summarises by rules, in the form that is asked of a model. `request` is the bot's message. */
export function extract(request: string): string {
  const asked = readStudyRequest(request)
  const learned: Learned = { facts: [], entities: [] }
  const context: Context = { named: asked.entities.flatMap(knownOther) }
  for (const turn of asked.turns) if (turn.isUser) learn(turn, asked, context, learned)
  return JSON.stringify({
    facts: learned.facts,
    entities: learned.entities,
    summary: asked.summarise === undefined ? null : summaryOf(asked),
    merged: asked.merge === undefined ? null : shortened(asked.merge.texts, '\n', asked.merge.tokens),
  })
}

function learn(turn: ShownTurn, asked: Asked, context: Context, learned: Learned): void {
  const told = understand(turn.text.replaceAll(QUOTED, ''), context)
  if (!asked.learnFrom.includes(turn.number)) return
  for (const fact of told) {
    const { quote, text, names, rule, about, moment, corrects } = fact
    const isLater = learned.facts.findIndex(({ text: before }) => before === corrects)
    if (isLater >= 0) learned.facts.splice(isLater, 1)
    learned.facts.push({
      ...{ turn: turn.number, quote, text, names, subject: about?.name ?? 'user', facet: rule.facet ?? null },
      kind: rule.kind ?? (about === undefined ? 'personal' : 'relationship'),
      status: rule.status ?? (rule.kind === 'plan' ? 'planned' : 'present'),
      ...{ eventAt: dateOf(moment, turn.day), dateWords: moment ?? null },
      ...{ replaces: replacedBy(fact, asked), repeats: null, sensitive: false },
    })
    learned.entities.push(...entitiesIn(fact).map(entity => ({ turn: turn.number, quote, ...entity })))
  }
}

/** The date that words tell which were said on a day; null if they leave a choice. */
function dateOf(words: string | undefined, day: string): string | null {
  return (words && onlyDate(findDates(words, Date.parse(day) / DAY_MS))) ?? null
}

function entitiesIn({ about, rule, value, isPet, quote }: ToldFact): object[] {
  const attributes = rule.facet === undefined || value === undefined ? [] : [{ facet: rule.facet, value }]
  if (about === undefined)
    return attributes.length === 0 ? [] : [{ name: 'user', type: 'person', relation: null, aliases: [], attributes }]
  const { name, relation } = about
  // What says “she” does not bear out a name.
  if (name === undefined || !quote.toLowerCase().includes(name.toLowerCase())) return []
  return [{ name, type: isPet ? 'pet' : 'person', relation, aliases: [`my ${relation}`], attributes }]
}

/** The facts that are known of what can be true only once, and the one that is corrected. */
function replacedBy({ text, rule: { facet }, corrects, value }: ToldFact, { known }: Asked): number[] {
  const isSingle = value !== undefined && facet !== undefined && isSingleValued(facet)
  const beginning = value === undefined ? text : text.slice(0, text.indexOf(value))
  return known
    .filter(fact => fact.text === corrects || (isSingle && fact.text !== text && fact.text.startsWith(beginning)))
    .map(({ number }) => number)
}

/** `Sarah (person, the user's sister): …`: who can be called by name. */
function knownOther(line: string): Other[] {
  const { name, relation } =
    /^(?<name>[^(:]+) \((?:person|pet), the user's (?<relation>[^),]+)/u.exec(line)?.groups ?? {}
  return name === undefined || relation === undefined ? [] : [{ name, relation, my: '' }]
}

function summaryOf({ turns, summarise }: Asked): string {
  const { from = 0, to = 0, tokens = 0 } = summarise ?? {}
  const said = turns.filter(({ number, isUser }) => isUser && number >= from && number <= to)
  const lines = said.map(({ text }) => text.replaceAll(/\s+/gu, ' ').slice(0, LONGEST_SUMMARY_LINE).toWellFormed())
  return `The user said: ${shortened(lines, ' / ', tokens)}`
}

/** Texts in one, each cut so that all have room. */
function shortened(texts: readonly string[], between: string, tokens: number): string {
  const longest = Math.max(1, Math.floor((tokens * CHARACTERS_PER_TOKEN) / Math.max(1, texts.length)) - between.length)
  return texts.map(text => text.slice(0, longest).toWellFormed()).join(between)
}
