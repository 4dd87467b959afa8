import type { FactRule, Language, Who } from './language.ts'

/** Somebody or something of the user's. */
export interface Other {
  readonly relation: string
  /** The word before that, as it was said. */
  readonly my: string
  readonly name?: string | undefined
}

/** Whom a clause may be about. */
export interface Others {
  /** Whom a pronoun means. */
  other?: Other | undefined
  /** Those who were named. */
  readonly named: Other[]
  /** Whom the sentence is about so far, and so a clause in it that names nobody; undefined where that is the user. */
  subject?: Other | 'unknown' | undefined
}

/** A clause that a rule fits. */
export interface Heard {
  readonly text: string
  readonly groups: Readonly<Record<string, string>>
  /** Whom the clause is about, if not the user. */
  readonly subject: Other | undefined
  /** Whom the clause is about, or what it tells that the user has. */
  readonly other: Other | undefined
}

/** Stands for a name that is known, where a pronoun may stand. */
const NAMED = '\u0001'
/** `\p{L}` is none. */
const SLOT = /(?<!\\p)\{([a-z]\w*)\}/giu

const compiled = new WeakMap<FactRule, RegExp>()

/** What a rule hears in a clause; undefined if it does not fit, or if nobody knows whom the clause is about. */
export function hear(clause: string, rule: FactRule, language: Language, others: Others): Heard | undefined {
  const { denial, who } = language
  const named = others.named.find(({ name = '' }) => beginsWith(clause, name))
  const said = named?.name === undefined ? clause : `${NAMED}${clause.slice(named.name.length)}`
  const pattern = compiled.get(rule) ?? compile(rule, language)
  compiled.set(rule, pattern)
  const groups = pattern.exec(said)?.groups
  if (groups === undefined || (denial.test(said) && !denial.test(rule.when))) return undefined
  const other = namesSubject(clause, language)
    ? otherIn(groups, named, others, who)
    : impliedIn(groups, named, others, who)
  if (other === 'unknown') return undefined
  // Who is being named has no name yet in that sentence.
  const label =
    other === undefined
      ? who.theUser
      : labelOf(rule.names === undefined ? other : { ...other, name: undefined }, language)
  const text = filled(rule.tells, withSmallBeginning(groups, said), label, language)
  return { text, groups, subject: other, other: introduced(rule, groups) ?? withName(other, rule, groups) }
}

function beginsWith(clause: string, name: string): boolean {
  return new RegExp(`^${RegExp.escape(name)}(?![\\p{L}])`, 'iu').test(clause)
}

/** Whether a clause begins with a subject of its own: what stands before it does not go on with it. */
export function namesSubject(clause: string, { who }: Language): boolean {
  return new RegExp(`^(?:${who.user}|${who.pronoun}|${who.my})(?!\\p{L})`, 'iu').test(clause)
}

type Groups = Readonly<Record<string, string>>

/** The same of a clause that does not begin with its subject: where it has none, it goes on with that of the one before. */
function impliedIn(groups: Groups, named: Other | undefined, others: Others, who: Who): Other | 'unknown' | undefined {
  const { subject } = others
  const isImplied = subject !== undefined && groups['relation'] === undefined && groups['pronoun'] === undefined
  if (!isImplied) return otherIn(groups, named, others, who)
  // A rule that nobody but the user can be the subject of says nothing of others.
  return 'user' in groups && groups['user'] === undefined ? subject : 'unknown'
}

/** Whom a clause is about; undefined if that is the user. */
function otherIn(groups: Groups, named: Other | undefined, others: Others, who: Who): Other | 'unknown' | undefined {
  const { pronoun, relation, my = '', whoName } = groups
  if (pronoun !== undefined) {
    const other = pronoun === NAMED ? named : others.other
    const isMismatched = who.mismatched.some(([one, not]) => one.test(pronoun) && not.test(other?.relation ?? ''))
    return other === undefined || isMismatched ? 'unknown' : other
  }
  if (relation === undefined) return undefined
  const known = others.named.find(one => one.relation.toLowerCase() === relation.toLowerCase())
  return { my, relation, name: whoName === undefined ? known?.name : capitalized(whoName) }
}

/** What the user has from now on. */
function introduced(rule: FactRule, groups: Groups): Other | undefined {
  const relation = rule.introduces === undefined ? undefined : groups[rule.introduces]
  return relation === undefined ? undefined : withName({ my: '', relation }, rule, groups)
}

/** Somebody with the name that is told of them, if it is one. */
function withName(other: Other | undefined, rule: FactRule, groups: Groups): Other | undefined {
  const names = rule.names === undefined ? undefined : groups[rule.names]
  if (other === undefined || names === undefined || namesIn(capitalized(names)).length !== 1) return other
  return { ...other, name: capitalized(names) }
}

/** How a sentence calls somebody of the user's. */
function labelOf({ my, relation, name }: Other, { who }: Language): string {
  const label = who.theirs(relation, my)
  return name === undefined ? label : `${label} ${name}`
}

function compile({ when }: FactRule, { slots, who }: Language): RegExp {
  const own = `(?<my>${who.my})${who.gap}(?<relation>${who.relation})`
  const behind = `(?:,?${who.gap}(?<whoName>${who.name}),?)??`
  const subjects: Readonly<Record<string, string>> = {
    who: `(?:(?<user>${who.user})|${own}${behind}|(?<pronoun>${who.pronoun}|${NAMED}))`,
    own: `${own}${behind}`,
    whose: `(?:(?<user>${who.my})|${own}${who.possessive}|(?<pronoun>${who.whose}|${NAMED}${who.possessive}))`,
    whom: `(?<pronoun>${who.whom})`,
  }
  const fill = (source: string): string =>
    source.replaceAll(SLOT, (_, slot: string) => subjects[slot] ?? `(?<${slot}>${fill(pieceOf(slot, slots))})`)
  const source = fill(when)
  return new RegExp(`^(?:${source})$`, 'iu')
}

function pieceOf(slot: string, slots: Language['slots']): string {
  const piece = slots[slot]
  if (piece === undefined) throw new Error(`There is no slot ${slot}.`)
  return piece
}

/** What begins a sentence was written with a capital for that alone. */
function withSmallBeginning(groups: Readonly<Record<string, string>>, said: string): Readonly<Record<string, string>> {
  const small = (text: string) => (said.startsWith(text) ? `${text.slice(0, 1).toLowerCase()}${text.slice(1)}` : text)
  return Object.fromEntries(Object.entries(groups).map(([name, held]) => [name, held && small(held)]))
}

function filled(tells: string, groups: Readonly<Record<string, string>>, label: string, language: Language): string {
  return tells.replaceAll(/\{(\w+)(\+s)?\}/gu, (_, slot: string, isThird: string | undefined) => {
    if (slot === 'who') return label
    const held = groups[slot] ?? ''
    if (isThird !== undefined) return language.third?.(held) ?? held
    if (/^\p{Lu}/u.test(slot)) return capitalized(held)
    const written = Object.entries(groups)
      .filter(([name, said]) => /^\p{Lu}/u.test(name) && said !== undefined)
      .reduce((so, [, name]) => so.replace(name, capitalized(name)), held)
    return language.ownWords.reduce((so, [own, theirs]) => so.replace(own, theirs), written)
  })
}

/** Small words within names, and articles before what is named by none. */
const SMALL =
  /^(?:a|an|the|of|and|und|et|y|e|de|la|le|del|der|die|das|den|dem|des|du|im|am|in|near|small|big|little)$/iu

/** Names as they are written, of those that were written small. */
export function capitalized(names: string): string {
  const words = names.split(' ')
  if (/^(?:an?|the|ein|eine[rmn]?|une?|una?)$/iu.test(words[0] ?? '')) return names
  return words.map(word => (SMALL.test(word) ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join(' ')
}

/** The names in what a slot holds. */
export function namesIn(held: string): readonly string[] {
  return held.split(/ (?:and|und|et|y|e) |, |と|和/u).filter(name => /^(?:\p{Lu}|\p{Lo})/u.test(name))
}
