import { entitiesOf } from '../entities.ts'
import { entityLine } from '../entity-line.ts'
import type { StudyRequest } from '../memory-model.ts'
import type { Embedder, FactIndex, Material, TokenCounter } from '../ports.ts'
import { recall } from '../recall.ts'
import { namedIn } from '../recalling/named.ts'
import { wordsOf } from '../recalling/words.ts'
import { heardBy } from '../scope.ts'
import { nameOf } from '../turn-names.ts'
import type { Fact, Known } from '../types.ts'
import { learnsAs } from './learns-as.ts'
import type { Parts } from './parts.ts'
import { type NumberedTurn, shownTurns } from './shown.ts'

/** What is known already is shown for comparing, not for telling: this little keeps a call cheap. */
const FACTS_TOKENS = 400
const ENTITIES_TOKENS = 200
/** A line's number, date and line end beside its text. */
const LINE_TOKENS = 12

export interface AskingMeans {
  readonly index: FactIndex
  readonly embedder: Embedder
  readonly now: () => number
}

/** A request to the model, and all that its answer is checked against. */
export interface Asking {
  readonly material: Material
  readonly parts: Parts
  readonly request: StudyRequest
  readonly turns: readonly NumberedTurn[]
  /** What may be heard where the turns were said; no more than that is in the request. */
  readonly known: Known
  /** The numbered facts of the request: the first is number 1. */
  readonly facts: readonly Fact[]
}

/** Puts a request together. At most one embedding and one round trip, and none while what is known is little. */
export async function askingFor(
  material: Material,
  parts: Parts,
  { timeZone, counter, ...means }: AskingMeans & { timeZone: string; counter: TokenCounter },
): Promise<Asking> {
  const turns = shownTurns(material, parts, counter)
  const { learnFrom, ...folding } = numbersOf(turns, parts)
  const scope = (parts.batch ?? parts.fold)?.scope ?? 'everywhere'
  const audience = learnsAs(scope, material.guild)
  const known = material.known(audience)
  const said = turns.filter(({ number }) => learnFrom.includes(number)).map(({ turn }) => turn.text)
  const cost = (fact: Fact) => counter.count(fact.text) + LINE_TOKENS
  const wanted = { question: said.join('\n'), known, heard: heardBy(audience), room: FACTS_TOKENS, cost }
  const facts = said.length === 0 ? [] : (await recall(wanted, means)).facts
  const request = {
    timeZone,
    turns: turns.map(({ number, turn: { role, saidAt, text } }) => ({ number, role, saidAt, text })),
    learnFrom,
    facts: facts.map(({ saidAt, text }, at) => ({ number: at + 1, saidAt, text })),
    entities: said.length === 0 ? [] : entityLines(said.join('\n'), known, counter),
    ...folding,
  }
  return { material, parts, request, turns, known, facts }
}

function numbersOf(
  turns: readonly NumberedTurn[],
  { batch, fold }: Parts,
): Pick<StudyRequest, 'learnFrom' | 'summarise' | 'merge'> {
  const numbered = new Map(turns.map(({ number, turn }) => [nameOf(turn), number]))
  const numbers = (wanted: Parameters<typeof nameOf>[0][]) => wanted.flatMap(turn => numbered.get(nameOf(turn)) ?? [])
  const learnFrom = numbers([...(batch?.questions ?? [])]).sort((a, b) => a - b)
  const folded = numbers([...(fold?.turns ?? [])])
  const [from, to] = [folded[0], folded.at(-1)]
  if (fold === undefined || from === undefined || to === undefined) return { learnFrom }
  const { tokens, merge } = fold
  if (merge === undefined) return { learnFrom, summarise: { from, to, tokens } }
  const texts: [string, string] = [merge.segments[0].text, merge.segments[1].text]
  return { learnFrom, summarise: { from, to, tokens }, merge: { texts, tokens: merge.tokens } }
}

/** Whom and what the turns name first, then the user, then what was told of last; what is too long for the room that is left is passed over. */
function entityLines(said: string, known: Known, counter: TokenCounter): readonly string[] {
  const named = namedIn(wordsOf(said), known)
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
