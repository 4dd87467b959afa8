import type { UserData } from '../ports/user-memory-store.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportFile } from './file-format.ts'

/**
 * All that is kept of a user, as a file. Not what is made of it, and is made again: embeddings, the words around facts
 * that they are found by, and what went into answers, which is ids alone.
 */
export function createExport({ user, settings, known, conversations }: UserData, at: number): ExportFile {
  return {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
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
