/** What was learned of examples of content by the present embedding model, so that no other process learns it anew. */
export interface LearnedContentStore {
  /** The record of that version; undefined if there is none. Throws MemoryUnavailable. */
  readLearnedContent(version: string): Promise<Uint8Array | undefined>
  /** Keeps a record in place of the one before, until it is not read for a month. Throws MemoryUnavailable. */
  keepLearnedContent(version: string, record: Uint8Array): Promise<void>
}
