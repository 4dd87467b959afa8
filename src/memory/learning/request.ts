import { entitiesOf, entityLine } from '../knowledge/entities.ts'
import type { Embedder } from '../ports/embedder.ts'
import type { ExtractionRequest } from '../ports/extraction-model.ts'
import type { FactIndex } from '../ports/fact-index.ts'
import type { LearningInput } from '../ports/learning-store.ts'
import type { KnownFact } from '../ports/request-parts.ts'
import type { TokenCounter } from '../ports/token-counter.ts'
import { mentionedEntities } from '../retrieval/mentioned-entities.ts'
import { recallFacts } from '../retrieval/recall.ts'
import { audienceOfScope, visibleScopes } from '../scope.ts'
import { withoutConversationSecrets } from '../text/conversation-secrets.ts'
import { wordsOf } from '../text/words.ts'
import { turnNameOf } from '../turns.ts'
import { type Fact, type Knowledge, type Turn, USER_ENTITY } from '../types.ts'
import { CONTEXT_TURN_TOKENS, LEARNED_TURN_TOKENS, type LearningPlan } from './plan.ts'
import { SUMMARIZED_TURN_TOKENS } from './summarize.ts'

/** What is known already is shown for comparing, not for telling: this little keeps a call cheap. */
const FACTS_TOKENS = 400
const ENTITIES_TOKENS = 200
/** A line's number, date and line end beside its text. */
const LINE_TOKENS = 12

export interface RequestDependencies {
  readonly index: FactIndex
  readonly embedder: Embedder
  readonly now: () => number
}

/** A request to the model, and all that its answer is checked against. */
export interface PreparedExtraction {
  readonly input: LearningInput
  readonly plan: LearningPlan
  readonly request: ExtractionRequest
  readonly turns: readonly NumberedTurn[]
  /** What may be heard where the turns were said; no more than that is in the request. */
  readonly known: Knowledge
  /** The numbered facts of the request: the first is number 1. */
  readonly facts: readonly Fact[]
}

/** Puts a request together. At most one embedding and one round trip, and none while what is known is little. */
export async function prepareExtraction(
  input: LearningInput,
  plan: LearningPlan,
  { timeZone, counter, ...dependencies }: RequestDependencies & { timeZone: string; counter: TokenCounter },
): Promise<PreparedExtraction> {
  const turns = numberTurns(input, plan, counter)
  const { learnFrom, ...folding } = turnNumbers(turns, plan)
  const scope = (plan.batch ?? plan.summary)?.scope ?? 'everywhere'
  const audience = audienceOfScope(scope, input.guild)
  const known = input.knowledgeFor(audience)
  const said = turns.filter(({ number }) => learnFrom.includes(number)).map(({ turn }) => turn.text)
  const cost = (fact: Fact) => counter.count(fact.text) + LINE_TOKENS
  const scopes = visibleScopes(known.facts, audience)
  const wanted = { question: said.join('\n'), known, visibleScopes: scopes, room: FACTS_TOKENS, cost }
  const facts = said.length === 0 ? [] : (await recallFacts(wanted, dependencies)).facts
  const request = {
    timeZone,
    turns: turns.map(({ number, turn: { role, saidAt, text } }) => ({ number, role, saidAt, text })),
    learnFrom,
    facts: facts.map((fact, at) => toKnownFact(fact, at + 1, known)),
    entities: said.length === 0 ? [] : knownEntityLines(said.join('\n'), known, counter),
    ...folding,
  }
  return { input, plan, request, turns, known, facts }
}

/** A fact as the model is shown it, under a number. */
export function toKnownFact(
  { saidAt, text, subject, status, eventAt }: Fact,
  number: number,
  known: Knowledge,
): KnownFact {
  const name = subject === USER_ENTITY ? 'user' : entitiesOf(known).find(({ ids }) => ids.includes(subject))?.name
  return {
    ...{ number, saidAt, text, subject: name ?? 'unknown' },
    ...(status !== undefined && { status }),
    ...(eventAt !== undefined && { eventAt }),
  }
}

function turnNumbers(
  turns: readonly NumberedTurn[],
  { batch, summary }: LearningPlan,
): Pick<ExtractionRequest, 'learnFrom' | 'summarize' | 'merge'> {
  const numbered = new Map(turns.map(({ number, turn }) => [turnNameOf(turn), number]))
  const numbers = (wanted: Parameters<typeof turnNameOf>[0][]) =>
    wanted.flatMap(turn => numbered.get(turnNameOf(turn)) ?? [])
  const learnFrom = numbers([...(batch?.questions ?? [])]).sort((a, b) => a - b)
  const summarized = numbers([...(summary?.turns ?? [])])
  const [from, to] = [summarized[0], summarized.at(-1)]
  if (summary === undefined || from === undefined || to === undefined) return { learnFrom }
  const { tokens, merge } = summary
  if (merge === undefined) return { learnFrom, summarize: { from, to, tokens } }
  const texts: [string, string] = [merge.summaries[0].text, merge.summaries[1].text]
  return { learnFrom, summarize: { from, to, tokens }, merge: { texts, tokens: merge.tokens } }
}

/** Whom and what the turns name first, then the user, then what was told of last; what is too long for the room that is left is passed over. */
function knownEntityLines(said: string, known: Knowledge, counter: TokenCounter): readonly string[] {
  const named = mentionedEntities(wordsOf(said), known)
  const isNamed = ({ ids }: { ids: readonly string[] }) => ids.some(id => named.has(id))
  const entities = entitiesOf(known).toSorted((a, b) => Number(isNamed(b)) - Number(isNamed(a)))
  const lines: string[] = []
  let room = ENTITIES_TOKENS
  for (const entity of entities) {
    const line = entityLine(entity)
    const tokens = counter.count(line) + 2
    if (tokens > room) continue
    room -= tokens
    lines.push(line)
  }
  return lines
}

/** A turn as the model is shown it: numbered, without secrets, shortened where it is long. */
interface NumberedTurn {
  readonly number: number
  readonly turn: Turn
}

/** A secret can begin in the user's message before, which is two turns back, behind an answer. */
const TURNS_BEFORE = 2

/** The turns of both parts, each once, oldest first. Those without a word are left out. */
function numberTurns(
  { turns }: LearningInput,
  { batch, summary }: LearningPlan,
  counter: TokenCounter,
): readonly NumberedTurn[] {
  const [learned, summarized] = [new Set<Turn>(batch?.questions), new Set<Turn>(summary?.turns)]
  const wanted = new Set<Turn>([...(batch?.turns ?? []), ...summarized])
  const read = turns.filter((_, at) => turns.slice(at, at + 1 + TURNS_BEFORE).some(turn => wanted.has(turn)))
  const texts = withoutConversationSecrets(read)
  return read
    .map((turn, at) => ({ ...turn, text: truncateMiddle((texts[at] ?? '').trim(), roomOf(turn), counter) }))
    .filter(({ text }, at) => text !== '' && wanted.has(read[at] as Turn))
    .map((turn, at) => ({ number: at + 1, turn }))

  function roomOf(turn: Turn): number {
    if (summarized.has(turn)) return SUMMARIZED_TURN_TOKENS
    return learned.has(turn) ? LEARNED_TURN_TOKENS : CONTEXT_TURN_TOKENS
  }
}

const OMISSION_MARK = ' […] '

/**
 * A text in at most `room` tokens: whole, or its head and its tail (two thirds and one) with a mark between them.
 * Where a text is dense in one place only, somewhat less than `room` is used.
 */
function truncateMiddle(text: string, room: number, counter: TokenCounter): string {
  const tokens = counter.count(text)
  if (tokens <= room) return text
  let shortened = OMISSION_MARK.trim()
  for (let length = Math.floor((text.length * room) / tokens); length > 0; length = Math.floor(length * 0.8)) {
    const tail = Math.floor(length / 3)
    shortened = `${text.slice(0, length - tail)}${OMISSION_MARK}${text.slice(text.length - tail)}`.toWellFormed()
    if (counter.count(shortened) <= room) break
  }
  return shortened
}
