import { currentStatements } from '../knowledge/entities.ts'
import type { ExtractedName } from '../ports/extraction-model.ts'
import { audienceOfScope, isVisibleTo, type Scope } from '../scope.ts'
import { canBeSpellingOf, type FoldedWords, foldWords, isAbbreviatedIn, isNameIn } from '../text/compare-names.ts'
import { tellsTime } from '../text/dates/times.ts'
import { insertedNamesIn, withoutInsertedNames } from '../text/inserted-names.ts'
import { occursIn } from '../text/normalize.ts'
import { claimedNumbers, isClaimIn, possibleNumbers } from '../text/numbers/numbers.ts'
import { findBeginnings, findCapitalizedNames } from '../text/proper-nouns.ts'
import { ownPiecesOf, ownTextOf } from '../text/quotes.ts'
import { keywordsIn, wordsOf } from '../text/words.ts'
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
  readonly text: string
  readonly folded: FoldedWords
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
  /** What must not support it, as not everybody may be told that who may be told what the turn says. */
  readonly hiddenPassages: readonly Passage[]
  /** What the bot asked right before the turn: who answers, agrees to its words. */
  readonly question?: Passage
  /** The user's other turns, nearest first. */
  readonly otherTurns: readonly OwnTurn[]
  /** The dates of the facts that the model was shown, with the messages that these rest on. */
  readonly knownDates: ReadonlyMap<string, readonly MessageId[]>
  /** The words of what the bot said before the turn, and of all that the user ever said. */
  readonly botWords: ReadonlySet<string>
  readonly userWords: ReadonlySet<string>
  /** Words of names that Discord put in for ids, as far as the user never says them. */
  readonly insertedWords: ReadonlySet<string>
}

/** What the claims of an extraction are checked against, by the number of the turn that they name. */
export type Evidence = ReadonlyMap<number, EvidenceSource>

export function gatherEvidence(context: ExtractionContext): Evidence {
  const turns = context.turns.map(withOwnPassage)
  const known = currentStatements(context.known)
    .filter(({ field }) => field !== 'type')
    .map(({ value, scope, sources }) => createPassage(value, scope, sources))
  // The names in them stood the checks when they were learned.
  const shown = context.facts.map(({ text, quote, scope, sources }) =>
    createNamesPassage(`${text}\n${withoutInsertedNames(quote)}`, scope, sources),
  )
  const userWords = wordSet([...turns.flatMap(({ ownPieces }) => ownPieces), ...known.map(({ text }) => text)])
  const insertedWords = wordSet(turns.flatMap(({ turn }) => insertedNamesIn(turn.text))).difference(userWords)
  const sources = turns.flatMap((source, at): readonly (readonly [number, EvidenceSource])[] => {
    const { number, turn, ownPieces, passage } = source
    if (turn.role !== 'user' || !context.learnFrom.includes(number)) return []
    const audience = audienceOfScope(turn.scope, context.conversation.guild)
    const isVisible = ({ scope }: Pick<Passage, 'scope'>) => isVisibleTo(scope, audience)
    const all = otherUserTurns(source, turns)
    const others = all.filter(other => isVisible(other.turn))
    const otherPassages = [...all.map(other => other.passage), ...known, ...shown]
    const knownDates = new Map(
      context.facts.flatMap(({ eventAt, scope, sources }) =>
        eventAt !== undefined && isVisible({ scope }) ? [[eventAt, sources] as const] : [],
      ),
    )
    const botWords = wordSet(turns.slice(0, at).flatMap(({ turn }) => (turn.role === 'assistant' ? [turn.text] : [])))
    const passages = {
      otherPassages: otherPassages.filter(isVisible),
      hiddenPassages: otherPassages.filter(other => !isVisible(other)),
    }
    const question = questionBefore(turns[at - 1]?.turn, turn)
    const asked = question === undefined ? {} : { question }
    const words = { botWords, userWords, insertedWords }
    return [[number, { turn, ownPieces, passage, ...passages, ...asked, otherTurns: others, knownDates, ...words }]]
  })
  return new Map(sources)
}

function withOwnPassage({ number, turn }: NumberedTurn) {
  const ownPieces = turn.role === 'user' ? ownPiecesOf(turn.text) : []
  return {
    number,
    turn,
    ownPieces,
    passage: createPassage(turn.role === 'user' ? ownTextOf(turn.text) : '', turn.scope, [turn.id]),
  }
}

/** Characters. A longer question holds more than somebody agrees to with a word. */
const MAX_QUESTION_LENGTH = 200
/** The marks that end a question, in the scripts that have one of their own. */
const SENTENCE = /[^.!?？؟。！\n]+(?:[.!?？؟。！\n]|$)/gu
const QUESTION_MARK = /[?？؟]$/u

/** The last question of the bot's answer before a turn. It rests on the turn that answers it. */
function questionBefore(before: Turn | undefined, { scope, id }: QuestionTurn): Passage | undefined {
  const asked =
    before?.role === 'assistant'
      ? before.text
          .match(SENTENCE)
          ?.findLast(sentence => QUESTION_MARK.test(sentence))
          ?.trim()
      : undefined
  return asked === undefined || asked.length > MAX_QUESTION_LENGTH ? undefined : createPassage(asked, scope, [id])
}

function otherUserTurns({ number }: NumberedTurn, turns: readonly ReturnType<typeof withOwnPassage>[]) {
  return turns
    .filter(other => other.number !== number)
    .toSorted((a, b) => Math.abs(a.number - number) - Math.abs(b.number - number))
    .flatMap(({ turn, ownPieces, passage }) => (turn.role === 'user' ? [{ turn, ownPieces, passage }] : []))
}

/** What is found in a passage is read when it is asked for: most of what is known is never looked at. */
function createPassage(text: string, scope: Scope, sources: readonly MessageId[]): Passage {
  let folded: FoldedWords | undefined
  let numbers: ReadonlySet<number> | undefined
  return {
    scope,
    sources,
    text,
    get folded() {
      folded ??= foldWords(text)
      return folded
    },
    get numbers() {
      numbers ??= possibleNumbers(text)
      return numbers
    },
  }
}

/** What bears out names, and no number. */
function createNamesPassage(text: string, scope: Scope, sources: readonly MessageId[]): Passage {
  const passage = createPassage(text, scope, sources)
  return {
    scope,
    sources,
    text,
    numbers: new Set(),
    get folded() {
      return passage.folded
    },
  }
}

function wordSet(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap(text => wordsOf(text)))
}

export interface Claims {
  /** Texts whose names and numbers are claimed. */
  readonly texts: readonly string[]
  readonly names: readonly ExtractedName[]
  /** Words of a date that is kept beside the text. */
  readonly dates?: string
  /** Whether the words answer what the bot asked, and so take up the names and numbers of its question. */
  readonly isAnswer?: boolean
}

/** The messages that names and numbers rest on, that of the source first; or what nothing of the user bears out. */
export function supportingSources(
  { texts, names, dates = '', isAnswer = false }: Claims,
  { passage, otherPassages, hiddenPassages, question, insertedWords }: EvidenceSource,
): readonly [MessageId, ...MessageId[]] | 'name' | 'number' {
  // What somebody is called can be a sentence: nothing of it is the user's.
  if (texts.some(text => keywordsIn(wordsOf(text)).some(word => insertedWords.has(word)))) return 'name'
  const passages = [passage, createPassage(dates, passage.scope, []), ...otherPassages]
  if (isAnswer && question !== undefined) passages.push(question)
  const listed = foldWords(names.map(({ name }) => name).join(' '))
  const unlisted = texts.flatMap(findCapitalizedNames).filter(name => !isNameIn(name, listed))
  const sentence = texts.join('\n')
  const supports = [...names, ...unlisted.map(name => ({ name }))].map(
    name => findNaming(name, passages) ?? passages.find(({ folded }) => isAbbreviatedIn(name.name, sentence, folded)),
  )
  if (supports.includes(undefined)) return 'name'
  for (const name of texts.flatMap(findBeginnings)) {
    const said = passages.find(({ text }) => occursIn(name, text))
    // A word that begins a sentence may be a name, and may be none: it proves nothing, but must not tell what is hidden.
    if (said === undefined && hiddenPassages.some(({ folded }) => isNameIn(name, folded))) return 'name'
    supports.push(said ?? passage)
  }
  const numbers = texts.flatMap(text => claimedNumbers(withoutTimes(text, passages)))
  supports.push(...numbers.map(claim => passages.find(passage => isClaimIn(claim, passage.numbers))))
  if (supports.includes(undefined)) return 'number'
  const sources = new Set([passage, ...supports].flatMap(support => support?.sources ?? []))
  const [first, ...others] = sources
  return first === undefined ? 'name' : [first, ...others]
}

const TIME = /(?<!\d)(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)/gu

/** A sentence without the times that a passage tells, in digits or in words: `half past 7` is 7:30. */
function withoutTimes(text: string, passages: readonly Passage[]): string {
  return text.replace(TIME, time => (passages.some(passage => tellsTime(passage.text, time)) ? ' ' : time))
}

/** The first passage that a name stands in, or else the user's own spelling of it that the model gives. */
function findNaming({ name, said }: ExtractedName, passages: readonly Passage[]): Passage | undefined {
  const named = passages.find(({ folded }) => isNameIn(name, folded))
  if (named !== undefined || said === undefined || !canBeSpellingOf(said, name)) return named
  return passages.find(({ folded }) => isNameIn(said, folded))
}
