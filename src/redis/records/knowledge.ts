import { z } from 'zod'
import { type Audience, type Scope, visibleScopes } from '../../memory/scope.ts'
import type { Fact, Knowledge, Statement, UserId } from '../../memory/types.ts'
import { parseFact, parseStatement } from './facts.ts'

/** Something known that could not be read, and is passed over. */
export type CorruptKnowledgeKind = 'brokenFact' | 'brokenStatement'

/** Facts and statements as the scripts list them: values for each fact, then for each statement, one after the other. */
export interface KnowledgeLists {
  /** Id, JSON, near, confirmations, confirmed at; oldest first. */
  readonly facts: readonly string[]
  /** Entity id, field, JSON. */
  readonly statements: readonly string[]
}

const strings = z.array(z.string())

/** What known.lua returns: a version, and what is known at it, or nothing if the process has that. */
export const knowledgeReply = z
  .union([z.tuple([z.string()]), z.tuple([z.string(), strings, strings])])
  .transform(([version, facts, statements]) =>
    facts === undefined || statements === undefined ? { version } : { version, lists: { facts, statements } },
  )

export interface KnowledgeReply {
  readonly version: string
  readonly lists?: KnowledgeLists
}

/** All that is known of a user, told to each audience as far as it may hear it. */
export class KnowledgeTable {
  /** What was read, by the text it was read from. */
  readonly parsed: ReadonlyMap<string, Fact | Statement>
  readonly #all: Knowledge
  readonly #scopes: ReadonlySet<Scope>
  readonly #views = new Map<string, Knowledge>()

  constructor(all: Knowledge, read: ReadonlyMap<string, Fact | Statement>) {
    this.parsed = read
    this.#all = all
    this.#scopes = new Set([...all.facts, ...all.statements].map(({ scope }) => scope))
  }

  /** The same object for whoever hears the same, as long as this table stands. */
  visibleTo(audience: Audience): Knowledge {
    const heard = visibleScopes(audience)
    if (heard === 'all') return this.#all
    // A scope under which nothing was said makes no difference: there are no more views than scopes that hold something.
    const scopes = heard.filter(scope => this.#scopes.has(scope))
    const key = scopes.join(' ')
    const view = this.#views.get(key) ?? filterByScopes(this.#all, new Set(scopes))
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
 * Reads what a script lists. What `before` read from the same text is the same object here: of a thousand facts a lesson
 * changes two or three, and memory/ can keep what it prepared of the others.
 */
export function parseKnowledge(
  user: UserId,
  lists: KnowledgeLists,
  onProblem: (problem: CorruptKnowledgeKind) => void,
  before?: KnowledgeTable,
): KnowledgeTable {
  const read = new Map<string, Fact | Statement>()
  function all<T extends Fact | Statement>(
    list: readonly string[],
    size: number,
    problem: CorruptKnowledgeKind,
    parse: (values: readonly string[]) => T | undefined,
  ): T[] {
    const found: T[] = []
    for (let i = 0; i < list.length; i += size) {
      const values = list.slice(i, i + size)
      const text = values.join('\0')
      // Five values make a fact and three a statement: their texts are never the same.
      const said = (before?.parsed.get(text) as T | undefined) ?? parse(values)
      if (said === undefined) onProblem(problem)
      else {
        found.push(said)
        read.set(text, said)
      }
    }
    return found
  }
  const facts = all(lists.facts, FACT_VALUES, 'brokenFact', ([id = '', json = '', near = '', count = '', at = '']) =>
    parseFact(id, { json, near, confirmations: count, confirmedAt: at }),
  )
  const statements = all(
    lists.statements,
    STATEMENT_VALUES,
    'brokenStatement',
    ([entity = '', field = '', json = '']) => parseStatement(entity, field, json),
  )
  return new KnowledgeTable({ user, facts, statements }, read)
}
