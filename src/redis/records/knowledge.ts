import { chunks } from '../../memory/chunks.ts'
import { type Audience, type Scope, visibleAmong } from '../../memory/scope.ts'
import type { Fact, Knowledge, Statement, UserId } from '../../memory/types.ts'
import { parseFact, parseStatement } from './facts.ts'

/** A part of the knowledge that could not be read, and is skipped. */
export type CorruptKnowledgeKind = 'brokenFact' | 'brokenStatement'

/** What read_knowledge of knowledge.lua returns: a version, and the knowledge at it, unless the process has that. */
export type KnowledgeReply = readonly [
  version: string,
  /** Id, JSON, context, confirmations, confirmed at of each fact, the oldest first. */
  facts?: readonly string[],
  /** Entity id, field, JSON of each statement. */
  statements?: readonly string[],
]

/** All that is known of a user, and the part of it that each audience may see. */
export class KnowledgeTable {
  /** What was read, by the text it was read from. */
  readonly parsed: ReadonlyMap<string, Fact | Statement>
  readonly #all: Knowledge
  readonly #scopes: ReadonlySet<Scope>
  readonly #views = new Map<string, Knowledge>()

  constructor(all: Knowledge, parsed: ReadonlyMap<string, Fact | Statement>) {
    this.parsed = parsed
    this.#all = all
    this.#scopes = new Set([...all.facts, ...all.statements].map(({ scope }) => scope))
  }

  /** The same object for all audiences that see the same, as long as this table is cached. */
  visibleTo(audience: Audience): Knowledge {
    if (audience.kind === 'user') return this.#all
    const scopes = visibleAmong(this.#scopes, audience)
    const key = [...scopes].join(' ')
    const view = this.#views.get(key) ?? filterByScopes(this.#all, scopes)
    this.#views.set(key, view)
    return view
  }
}

function filterByScopes({ user, facts, statements }: Knowledge, scopes: ReadonlySet<Scope>): Knowledge {
  return {
    user,
    facts: facts.filter(({ scope }) => scopes.has(scope)),
    statements: statements.filter(({ scope }) => scopes.has(scope)),
  }
}

const FACT_VALUES = 5
const STATEMENT_VALUES = 3

/**
 * Parses the knowledge that a script returned. What `before` parsed from the same text is the same object here: an update
 * changes two or three of a thousand facts, and memory/ can keep what it prepared of the others.
 */
export function parseKnowledge(
  user: UserId,
  [, factValues = [], statementValues = []]: KnowledgeReply,
  onCorrupt: (kind: CorruptKnowledgeKind) => void,
  before?: KnowledgeTable,
): KnowledgeTable {
  const parsed = new Map<string, Fact | Statement>()
  function parseAll<T extends Fact | Statement>(
    records: readonly (readonly string[])[],
    kind: CorruptKnowledgeKind,
    parse: (values: readonly string[]) => T | undefined,
  ): T[] {
    return records.flatMap(values => {
      // Five values make a fact and three a statement: their texts are never the same.
      const text = values.join('\0')
      const record = (before?.parsed.get(text) as T | undefined) ?? parse(values)
      if (record === undefined) onCorrupt(kind)
      else parsed.set(text, record)
      return record ?? []
    })
  }
  const facts = parseAll(
    chunks(factValues, FACT_VALUES),
    'brokenFact',
    ([id = '', json = '', near = '', confirmations = '', confirmedAt = '']) =>
      parseFact(id, { json, near, confirmations, confirmedAt }),
  )
  const statements = parseAll(
    chunks(statementValues, STATEMENT_VALUES),
    'brokenStatement',
    ([entity = '', field = '', json = '']) => parseStatement(entity, field, json),
  )
  return new KnowledgeTable({ user, facts, statements }, parsed)
}
