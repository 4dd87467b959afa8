import { presentStatements } from '../entities.ts'
import { plain, standsIn } from '../plain.ts'
import { wordsOf } from '../recalling/words.ts'
import type { Scope } from '../scope.ts'
import type { MessageId, QuestionTurn } from '../types.ts'
import { namesIn } from './names.ts'
import { claimedNumbers, givenNumbers } from './numbers.ts'
import { ownWords } from './quotes.ts'
import type { Shown } from './sift.ts'

/** Words of the user's, or a thing known of an entity, that names and numbers may rest on. */
interface Passage {
  readonly scope: Scope
  readonly sources: readonly MessageId[]
  /** Plain. */
  readonly text: string
  readonly numbers: ReadonlySet<number>
}

/** A turn of the user's that is to be learned from. */
export interface Source {
  readonly turn: QuestionTurn
  readonly own: readonly string[]
  readonly passage: Passage
  /** What else can be rested on, beginning with what was said closest to it. */
  readonly others: readonly Passage[]
  /** The words of what the bot said before it, and of all that is the user's. */
  readonly botWords: ReadonlySet<string>
  readonly userWords: ReadonlySet<string>
}

/** What a study's claims are checked against, by the number of the turn they name. */
export type Ground = ReadonlyMap<number, Source>

export function groundOf(shown: Shown): Ground {
  const turns = shown.turns.map(({ number, turn }) => {
    const own = turn.role === 'user' ? ownWords(turn.text) : []
    return { number, turn, own, passage: passageOf(own.join(' \n '), turn.scope, [turn.id]) }
  })
  const things = presentStatements(shown.known)
    .filter(({ field }) => field !== 'type')
    .map(({ value, scope, sources }) => passageOf(value, scope, sources))
  const userWords = new Set([...turns.flatMap(({ own }) => own), ...things.map(({ text }) => text)].flatMap(wordsOf))
  const ground = new Map<number, Source>()
  for (const [at, { number, turn, own, passage }] of turns.entries()) {
    if (turn.role !== 'user' || !shown.learnFrom.includes(number)) continue
    const said = turns.toSorted((a, b) => Math.abs(a.number - number) - Math.abs(b.number - number))
    const others = [
      ...said.filter(other => other.number !== number && other.turn.role === 'user').map(other => other.passage),
      ...things,
    ]
    const bot = turns.slice(0, at).filter(({ turn }) => turn.role === 'assistant')
    ground.set(number, {
      turn,
      own,
      passage,
      others: others.filter(({ scope }) => isHeardWherever(turn.scope, scope, shown.conversation.guild)),
      botWords: new Set(bot.flatMap(({ turn }) => wordsOf(turn.text))),
      userWords,
    })
  }
  return ground
}

export interface Claims {
  /** Texts whose names and numbers are claimed. */
  readonly texts: readonly string[]
  readonly names: readonly string[]
  /** Words of a date that is kept beside the text. */
  readonly dates?: string
}

/** The messages that names and numbers rest on, that of the source first; or what nothing of the user's bears out. */
export function restsOn(
  { texts, names, dates = '' }: Claims,
  { passage, others }: Source,
): readonly [MessageId, ...MessageId[]] | 'name' | 'number' {
  const date = passageOf(dates, passage.scope, [])
  const sources = new Set<MessageId>()
  const all = [passage, date, ...others]
  const claimed = [...namesIn('', names), ...texts.flatMap(text => namesIn(text, []))]
  for (const name of new Set(claimed)) {
    const found = all.find(({ text }) => isNamedIn(name, text))
    if (found === undefined) return 'name'
    for (const source of found.sources) sources.add(source)
  }
  for (const number of texts.flatMap(claimedNumbers)) {
    const found = all.find(({ numbers }) => numbers.has(number))
    if (found === undefined) return 'number'
    for (const source of found.sources) sources.add(source)
  }
  const [first, ...more] = passage.sources
  if (first === undefined) return 'name'
  return [...new Set([first, ...more, ...sources])] as [MessageId, ...MessageId[]]
}

/** A name stands there as a whole, or all its words do: `Acme Corp` in "Acme, the corp". */
function isNamedIn(name: string, text: string): boolean {
  return standsIn(name, text) || (name.includes(' ') && name.split(' ').every(word => standsIn(word, text)))
}

function passageOf(text: string, scope: Scope, sources: readonly MessageId[]): Passage {
  return { scope, sources, text: plain(text), numbers: givenNumbers(text) }
}

/** Whether all who hear one scope hear the other one too: what is kept under the first may rest on the second. */
function isHeardWherever(scope: Scope, other: Scope, guild: string | undefined): boolean {
  return (
    other === scope ||
    other === 'everywhere' ||
    scope === 'dm' ||
    (scope.startsWith('channel:') && other === `guild:${guild}`)
  )
}
