import { currentStatements } from '../knowledge/entities.ts'
import { audienceOfScope, isVisibleTo, type Scope } from '../scope.ts'
import { normalizeText, occursIn } from '../text/normalize.ts'
import { claimedNumbers, possibleNumbers } from '../text/numbers.ts'
import { findProperNouns } from '../text/proper-nouns.ts'
import { ownPiecesOf } from '../text/quotes.ts'
import { wordsOf } from '../text/words.ts'
import type { ChannelId, Fact, GuildId, Knowledge, MessageId, QuestionTurn, Turn } from '../types.ts'

/** What the extraction model was shown, and where. */
export interface ExtractionContext {
  /** All turns that it was shown, in order, by the numbers they had. */
  readonly turns: readonly NumberedTurn[]
  readonly learnFrom: readonly number[]
  /** What may be told where the turns were said. */
  readonly known: Knowledge
  /** The known facts that it was shown with numbers: the first is number 1. */
  readonly facts: readonly Fact[]
  readonly timeZone: string
  readonly conversation: { readonly channel: ChannelId; readonly guild?: GuildId }
  newId(): string
}

interface NumberedTurn {
  readonly number: number
  readonly turn: Turn
}

/** Words of the user, or a known name or value of an entity, that names and numbers may rest on. */
interface Passage {
  readonly scope: Scope
  readonly sources: readonly MessageId[]
  /** Normalized. */
  readonly text: string
  readonly numbers: ReadonlySet<number>
}

/** A turn of the user with what they wrote themselves in it. */
interface OwnTurn {
  readonly turn: QuestionTurn
  readonly ownPieces: readonly string[]
}

/** A turn of the user that is to be learned from, with all that may bear out what the model says of it. */
export interface EvidenceSource {
  readonly turn: QuestionTurn
  readonly ownPieces: readonly string[]
  readonly passage: Passage
  /** Other passages that may support a claim, nearest first. */
  readonly otherPassages: readonly Passage[]
  /** The user's other turns, nearest first. */
  readonly otherTurns: readonly OwnTurn[]
  /** The dates of the facts that the model was shown, with the messages that these rest on. */
  readonly knownDates: ReadonlyMap<string, readonly MessageId[]>
  /** The words of what the bot said before the turn, and of all that the user ever said. */
  readonly botWords: ReadonlySet<string>
  readonly userWords: ReadonlySet<string>
}

/** What the claims of an extraction are checked against, by the number of the turn that they name. */
export type Evidence = ReadonlyMap<number, EvidenceSource>

export function gatherEvidence(context: ExtractionContext): Evidence {
  const turns = context.turns.map(withOwnPassage)
  const known = currentStatements(context.known)
    .filter(({ field }) => field !== 'type')
    .map(({ value, scope, sources }) => createPassage(value, scope, sources))
  const userWords = wordSet([...turns.flatMap(({ ownPieces }) => ownPieces), ...known.map(({ text }) => text)])
  const sources = turns.flatMap((source, at): readonly (readonly [number, EvidenceSource])[] => {
    const { number, turn, ownPieces, passage } = source
    if (turn.role !== 'user' || !context.learnFrom.includes(number)) return []
    const audience = audienceOfScope(turn.scope, context.conversation.guild)
    const others = otherUserTurns(source, turns).filter(other => isVisibleTo(other.turn.scope, audience))
    const otherPassages = [
      ...others.map(other => other.passage),
      ...known.filter(({ scope }) => isVisibleTo(scope, audience)),
    ]
    const knownDates = new Map(
      context.facts.flatMap(({ eventAt, scope, sources }) =>
        eventAt !== undefined && isVisibleTo(scope, audience) ? [[eventAt, sources] as const] : [],
      ),
    )
    const botWords = wordSet(turns.slice(0, at).flatMap(({ turn }) => (turn.role === 'assistant' ? [turn.text] : [])))
    return [[number, { turn, ownPieces, passage, otherPassages, otherTurns: others, knownDates, botWords, userWords }]]
  })
  return new Map(sources)
}

function withOwnPassage({ number, turn }: NumberedTurn) {
  const ownPieces = turn.role === 'user' ? ownPiecesOf(turn.text) : []
  return { number, turn, ownPieces, passage: createPassage(ownPieces.join(' \n '), turn.scope, [turn.id]) }
}

function otherUserTurns({ number }: NumberedTurn, turns: readonly ReturnType<typeof withOwnPassage>[]) {
  return turns
    .filter(other => other.number !== number)
    .toSorted((a, b) => Math.abs(a.number - number) - Math.abs(b.number - number))
    .flatMap(({ turn, ownPieces, passage }) => (turn.role === 'user' ? [{ turn, ownPieces, passage }] : []))
}

function createPassage(text: string, scope: Scope, sources: readonly MessageId[]): Passage {
  return { scope, sources, text: normalizeText(text), numbers: possibleNumbers(text) }
}

function wordSet(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap(text => wordsOf(text)))
}

export interface Claims {
  /** Texts whose names and numbers are claimed. */
  readonly texts: readonly string[]
  readonly names: readonly string[]
  /** Words of a date that is kept beside the text. */
  readonly dates?: string
}

/** The messages that names and numbers rest on, that of the source first; or what nothing of the user bears out. */
export function supportingSources(
  { texts, names, dates = '' }: Claims,
  { passage, otherPassages }: EvidenceSource,
): readonly [MessageId, ...MessageId[]] | 'name' | 'number' {
  const passages = [passage, createPassage(dates, passage.scope, []), ...otherPassages]
  const claimedNames = [...findProperNouns('', names), ...texts.flatMap(text => findProperNouns(text, []))]
  const supports = [...new Set(claimedNames)].map(name => passages.find(({ text }) => isNameIn(name, text)))
  if (supports.includes(undefined)) return 'name'
  supports.push(...texts.flatMap(claimedNumbers).map(number => passages.find(({ numbers }) => numbers.has(number))))
  if (supports.includes(undefined)) return 'number'
  const sources = new Set([passage, ...supports].flatMap(support => support?.sources ?? []))
  const [first, ...others] = sources
  return first === undefined ? 'name' : [first, ...others]
}

/** A name stands in a text as a whole, or all its words do: `Acme Corp` in "Acme, the corp". */
function isNameIn(name: string, text: string): boolean {
  return occursIn(name, text) || (name.includes(' ') && name.split(' ').every(word => occursIn(word, text)))
}
