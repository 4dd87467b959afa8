import { createDuplicateKey } from '../knowledge/facts.ts'
import { findItem, type ItemReference, type MemoryItem } from '../knowledge/items.ts'
import { emptyChange, MAX_CHANGED_RECORDS, type MemoryChange, type Overview } from '../ports/user-memory-store.ts'
import type { Scope } from '../scope.ts'
import type { Conversation, Fact, Knowledge, Statement } from '../types.ts'
import { changeEntityScope, changeFactScope } from './change-scope.ts'
import { type EditableMemory, updateMemory } from './update-memory.ts'

/** What came of moving several items at once. */
export interface MoveResult {
  /** How many are under the scope now. */
  readonly moved: number
  /** How many were past or forgotten by then. */
  readonly gone: number
  /** How many were left as they were, as something else changed in between, each time. */
  readonly left: number
}

/** What a change may hold beside the items of which the last one is large: an entity of 32 attributes under two scopes. */
const MAX_RECORDS = MAX_CHANGED_RECORDS / 2

/**
 * Moves several items under one scope, as one after the other would be moved, but in as few changes as they fit in: all of a
 * change or nothing. What does not fit into one is moved by the next, so a process that dies leaves whole items behind it.
 */
export async function moveItems(
  items: readonly ItemReference[],
  scope: Scope,
  conversation: Conversation,
  userMemory: EditableMemory,
): Promise<MoveResult> {
  let [result, waiting] = [{ moved: 0, gone: 0, left: 0 }, items]
  while (waiting.length > 0) {
    const step = await updateMemory(conversation, userMemory, overview => {
      const { change, taken, gone } = planMove(waiting, scope, overview)
      return { ...(change !== undefined && { change }), result: { taken, gone } }
    })
    if (step === 'moved') return { ...result, left: waiting.length }
    result = { ...result, moved: result.moved + step.taken - step.gone, gone: result.gone + step.gone }
    waiting = waiting.slice(step.taken)
  }
  return result
}

interface PlannedMove {
  /** Undefined where nothing is to be changed. */
  readonly change: MemoryChange | undefined
  /** How many of the first items it takes along, and how many of these are gone. */
  readonly taken: number
  readonly gone: number
}

/** As many of the first items as one change holds. */
function planMove(items: readonly ItemReference[], scope: Scope, overview: Overview): PlannedMove {
  const alike = createDuplicateKey(overview.known)
  const found = items.map(reference => findItem(reference, overview.known))
  const sayings = Map.groupBy(found, item => (item?.kind === 'fact' ? alike(item.fact) : ''))
  let [known, records, gone, taken] = [overview.known, 0, 0, 0]
  for (const item of found) {
    if (records >= MAX_RECORDS) break
    taken += 1
    if (item === undefined) gone += 1
    else {
      // What says the same as another one of the items becomes one with it, as it has been moved by then.
      const isAlone = item.kind === 'fact' && sayings.get(alike(item.fact))?.length === 1
      const change = changeOf(item, scope, isAlone ? overview : { ...overview, known })
      records += change.facts.length + change.statements.length
      known = afterChange(known, change)
    }
  }
  const change = differenceOf(overview, known)
  return { change: known === overview.known ? undefined : change, taken, gone }
}

/** An item as it is by then; nothing where it has become one with another. */
function changeOf(item: MemoryItem, scope: Scope, overview: Overview): MemoryChange {
  if (item.kind === 'entity') return changeEntityScope(item.entity.ids, scope, overview)
  const fact = overview.known.facts.find(({ id }) => id === item.fact.id)
  return fact === undefined ? emptyChange(overview.epoch) : changeFactScope(fact, scope, overview)
}

const statementKey = ({ entity, field, scope }: Pick<Statement, 'entity' | 'field' | 'scope'>) =>
  `${entity} ${scope} ${field}`

/** What is known once a change is made: so that the next item is moved by what the one before it left. */
function afterChange(known: Knowledge, { facts, statements, removed }: MemoryChange): Knowledge {
  if (facts.length + statements.length + removed.facts.length + removed.statements.length === 0) return known
  const changed = new Map(facts.map(fact => [fact.id, fact]))
  const goneFacts = new Set(removed.facts)
  const there = new Map(known.statements.map(statement => [statementKey(statement), statement]))
  const set = statements.filter(said => (there.get(statementKey(said))?.saidAt ?? -Infinity) <= said.saidAt)
  const goneStatements = new Set([...removed.statements, ...set].map(statementKey))
  return {
    ...known,
    facts: known.facts.filter(({ id }) => !goneFacts.has(id)).map(fact => changed.get(fact.id) ?? fact),
    statements: [...known.statements.filter(statement => !goneStatements.has(statementKey(statement))), ...set],
  }
}

/** The one change that makes of what is known what several would have. */
function differenceOf({ epoch, known: before }: Overview, after: Knowledge): MemoryChange {
  const [were, stand] = [new Set<Fact>(before.facts), new Set(after.facts.map(({ id }) => id))]
  const facts = after.facts.filter(fact => !were.has(fact))
  const removed = before.facts.filter(({ id }) => !stand.has(id)).map(({ id }) => id)
  const told = new Set<Statement>(before.statements)
  const fields = new Set(after.statements.map(statementKey))
  const linked = after.statements.filter(statement => !told.has(statement))
  return {
    epoch,
    requiredFacts: [...new Set([...facts.map(({ id }) => id), ...linked.flatMap(({ fact }) => fact ?? [])])].filter(
      id => stand.has(id),
    ),
    facts,
    statements: linked,
    confirmed: [],
    removed: {
      facts: removed,
      statements: before.statements
        .filter(statement => !fields.has(statementKey(statement)))
        .map(({ entity, field, scope }) => ({ entity, field, scope })),
    },
    evictedFacts: [],
  }
}
