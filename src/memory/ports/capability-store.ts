/** What was learned of model servers, so that a restart does not learn it anew. */
export interface CapabilityStore {
  /** The record of a server by its digest; undefined if there is none. Throws MemoryUnavailable. */
  readCapabilities(server: string): Promise<string | undefined>
  /** Keeps a record in place of the one before, for a week. Throws MemoryUnavailable. */
  keepCapabilities(server: string, record: string): Promise<void>
}
