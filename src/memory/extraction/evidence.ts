import { currentStatements } from '../knowledge/entities.ts'
import type { Scope } from '../scope.ts'
import { normalizeText, occursIn } from '../text/normalize.ts'
import { claimedNumbers, possibleNumbers } from '../text/numbers.ts'
import { findProperNouns } from '../text/proper-nouns.ts'
import { ownPiecesOf } from '../text/quotes.ts'
import { wordsOf } from '../text/words.ts'
import type { MessageId, QuestionTurn } from '../types.ts'
import type { ExtractionContext } from './verify.ts'

/** Words of the user's, or a thing known of an entity, that names and numbers may rest on. */
interface Passage {
  readonly scope: Scope
  readonly sources: readonly MessageId[]
  /** Plain. */
  readonly text: string
  readonly numbers: ReadonlySet<number>
}

/** A turn of the user's that is to be learned from. */
export interface EvidenceSource {
  readonly turn: QuestionTurn
  readonly ownPieces: readonly string[]
  readonly passage: Passage
  /** What else can be rested on, beginning with what was said closest to it. */
  readonly otherPassages: readonly Passage[]
  /** The words of what the bot said before it, and of all that is the user's. */
  readonly botWords: ReadonlySet<string>
  readonly userWords: ReadonlySet<string>
}

/** What a study's claims are checked against, by the number of the turn they name. */
export type Evidence = ReadonlyMap<number, EvidenceSource>

export function gatherEvidence(shown: ExtractionContext): Evidence {
  const turns = shown.turns.map(({ number, turn }) => {
    const own = turn.role === 'user' ? ownPiecesOf(turn.text) : []
    return { number, turn, own, passage: createPassage(own.join(' \n '), turn.scope, [turn.id]) }
  })
  const things = currentStatements(shown.known)
    .filter(({ field }) => field !== 'type')
    .map(({ value, scope, sources }) => createPassage(value, scope, sources))
  const userWords = new Set([...turns.flatMap(({ own }) => own), ...things.map(({ text }) => text)].flatMap(wordsOf))
  const ground = new Map<number, EvidenceSource>()
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
      ownPieces: own,
      passage,
      otherPassages: others.filter(({ scope }) => isVisibleWherever(turn.scope, scope, shown.conversation.guild)),
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
export function supportingSources(
  { texts, names, dates = '' }: Claims,
  { passage, otherPassages }: EvidenceSource,
): readonly [MessageId, ...MessageId[]] | 'name' | 'number' {
  const date = createPassage(dates, passage.scope, [])
  const sources = new Set<MessageId>()
  const all = [passage, date, ...otherPassages]
  const claimed = [...findProperNouns('', names), ...texts.flatMap(text => findProperNouns(text, []))]
  for (const name of new Set(claimed)) {
    const found = all.find(({ text }) => isNameIn(name, text))
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
function isNameIn(name: string, text: string): boolean {
  return occursIn(name, text) || (name.includes(' ') && name.split(' ').every(word => occursIn(word, text)))
}

function createPassage(text: string, scope: Scope, sources: readonly MessageId[]): Passage {
  return { scope, sources, text: normalizeText(text), numbers: possibleNumbers(text) }
}

/** Whether all who hear one scope hear the other one too: what is kept under the first may rest on the second. */
function isVisibleWherever(scope: Scope, other: Scope, guild: string | undefined): boolean {
  return (
    other === scope ||
    other === 'everywhere' ||
    scope === 'dm' ||
    (scope.startsWith('channel:') && other === `guild:${guild}`)
  )
}
