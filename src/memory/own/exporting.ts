import type { Holdings } from '../own-memory.ts'
import { type ExportFile, FORMAT, VERSION } from './export-file.ts'

/**
 * All that is kept of a user, as a file. Not what is made of it, and is made again: embeddings, the words around facts
 * that they are found by, and what went into answers, which is ids alone.
 */
export function exportOf({ user, settings, known, conversations }: Holdings, at: number): ExportFile {
  return {
    format: FORMAT,
    version: VERSION,
    user,
    exportedAt: new Date(at).toISOString(),
    settings,
    facts: known.facts.map(({ near: _, ...fact }) => ({
      ...fact,
      replaces: [...fact.replaces],
      sources: [...fact.sources],
    })),
    statements: known.statements.map(statement => ({ ...statement, sources: [...statement.sources] })),
    conversations: conversations.map(conversation => ({
      ...conversation,
      turns: conversation.turns.map(turn => (turn.role === 'user' ? turn : { ...turn, messages: [...turn.messages] })),
      segments: conversation.segments.map(segment => ({ ...segment, covers: [...segment.covers] })),
    })),
  }
}
