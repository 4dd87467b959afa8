import type { ExtractionModel, ExtractionRequest } from '../../src/memory/ports/extraction-model.ts'
import type { FactVerdict, ReviewedFact, ReviewRequest } from '../../src/memory/ports/review.ts'
import { parseExtraction } from '../../src/prompt/extraction/parse.ts'
import { fold, quotedLine } from './quoted-lines.ts'
import type { Batch, TalkFact } from './talk-file.ts'

/** What the model is to say of a batch, and what it needs to say it in the numbers of a request. */
interface Script {
  readonly batch: Batch
  readonly facts: readonly TalkFact[]
  /** When each line of the batch was said. */
  readonly saidAt: readonly number[]
  /** Whether it says which known facts are replaced or repeated. */
  readonly isMarked: boolean
  /** The text of the known fact that some words of a fact mean. */
  meaning(words: string, fact: TalkFact): string | undefined
}

export interface FileModel extends ExtractionModel {
  /** What it answers from here on. */
  script: Script | undefined
  /** The facts that it told, in the order of its calls. */
  readonly told: TalkFact[]
}

/**
 * A model that answers with what stands in the file, in the shape that the learner asks for and through its parser: the
 * facts and entities that are quoted from the turns of a call, with the numbers of that call. Of facts that it is shown
 * again it says nothing, or the truth.
 */
export function createFileModel(look: 'none' | 'truthful'): FileModel {
  const told: TalkFact[] = []
  const model: FileModel = {
    script: undefined,
    told,
    async extract(request) {
      const { script } = model
      if (script === undefined) throw new Error('The model was asked before anything was said.')
      const turnOf = turnFinder(script, request)
      const facts = script.facts.flatMap(fact => withTurn(fact, turnOf(fact.quote, fact.text)))
      const entities = script.batch.study.entities.flatMap(entity =>
        withTurn(entity, turnOf(entity.quote, JSON.stringify(entity))),
      )
      const { summary } = script.batch.study
      const answers = facts.map(({ item, turn }) => ({ item, answer: toAnswer(item, turn, script, request) }))
      // What the parser can't read is not told.
      told.push(...answers.filter(({ answer }) => isReadable(answer, request)).map(({ item }) => item))
      const said = JSON.stringify({
        facts: answers.map(({ answer }) => answer),
        entities: entities.map(({ item, turn }) => ({ ...item, turn })),
        summary: request.summarize === undefined ? null : (summary ?? 'The user and the bot talked.'),
        merged: request.merge === undefined ? null : request.merge.texts.join(' '),
      })
      const { extraction, problem } = parseExtraction(said, request)
      if (extraction === undefined) throw new Error(`The parser can't read the file's answer: ${problem}`)
      return extraction
    },
    async review(request) {
      const { script } = model
      if (look === 'none' || script === undefined) return []
      return request.facts.flatMap(fact => truthOf(fact, script, request) ?? [])
    },
  }
  return model
}

function withTurn<Item>(item: Item, turn: number | undefined): { item: Item; turn: number }[] {
  return turn === undefined ? [] : [{ item, turn }]
}

function isReadable(fact: object, request: ExtractionRequest): boolean {
  return parseExtraction(JSON.stringify({ facts: [fact], entities: [] }), request).extraction?.facts.length === 1
}

/** Finds the turn of this call from which something is quoted, by the time at which its line was said. */
function turnFinder({ batch, saidAt }: Script, { turns, learnFrom }: ExtractionRequest) {
  const numbers = new Map(
    turns.filter(({ number }) => learnFrom.includes(number)).map(turn => [turn.saidAt, turn.number]),
  )
  return (quote: string, said: string): number | undefined => {
    const line = quotedLine(batch.lines, quote, said)
    return line === undefined ? undefined : numbers.get(saidAt[line] ?? Number.NaN)
  }
}

function toAnswer(fact: TalkFact, turn: number, script: Script, { facts: known }: ExtractionRequest) {
  const isMarked = script.isMarked && !fact.unmarked
  const { replaces, repeats } = isMarked ? relatedNumbers(fact, known, script) : { replaces: [], repeats: undefined }
  const { gold: _gold, wrong: _wrong, unmarked: _unmarked, ...told } = fact
  return { ...told, turn, replaces, repeats: repeats ?? null }
}

/** The numbers that the known facts have which a fact replaces or repeats. */
function relatedNumbers(
  fact: TalkFact,
  known: readonly { readonly number: number; readonly text: string }[],
  { meaning }: Script,
) {
  const numbersOf = (words: readonly string[]) =>
    words.flatMap(mean => known.find(({ text }) => text === meaning(mean, fact))?.number ?? [])
  return { replaces: numbersOf(fact.replaces), repeats: numbersOf(fact.repeats)[0] }
}

function truthOf(
  { number, quote, text }: ReviewedFact,
  script: Script,
  { known }: ReviewRequest,
): FactVerdict | undefined {
  const fact = script.facts.find(told => fold(told.quote) === fold(quote) && fold(told.text) === fold(text))
  if (fact === undefined) return undefined
  return {
    fact: number,
    isTrue: fact.wrong === undefined,
    isAboutBot: fact.wrong === 'instruction',
    isSensitive: fact.sensitive,
    ...relatedNumbers(fact, known, script),
  }
}
