import type { MessageId, UserId } from '../../../memory/types.ts'
import type { DeletionList } from '../../deletion-list/deletion-list.ts'
import type { KnowledgeCache } from '../../knowledge-cache.ts'
import type { CorruptRecordListener } from '../../records/corrupt-record.ts'
import type { ScriptBase, ScriptContext } from '../../scripts/script-context.ts'
import type { VectorFactIndex } from '../../vector-index/fact-index.ts'

export interface UserMemoryDependencies extends ScriptContext {
  readonly index: Pick<VectorFactIndex, 'count' | 'forget'>
  /** Shared with the other sides of the memory. */
  readonly knowledgeCache: KnowledgeCache
  readonly onCorruptRecord: CorruptRecordListener
  /** Told what is about to be forgotten, if it is to be forgotten again where a backup is put back. */
  readonly deletionList?: DeletionList
  /** Where it stands who has spoken in direct messages, if that is another cell than the user's. */
  readonly firstCell?: ScriptBase
  /** Those messages that are known to be somebody else's in other cells than the user's, if there are any. */
  readonly findForeignMessages?: (user: UserId, messages: readonly MessageId[]) => Promise<readonly MessageId[]>
  /** Called whenever something of a user's was removed: what the process remembers of their words must go as well. */
  readonly onDeletion: (user: UserId) => void
}

/** Runs a deletion, and lets the process forget what it remembers of the user's words, also if the deletion fails halfway. */
export async function withCachesCleared<T>(
  { index, knowledgeCache, onDeletion }: UserMemoryDependencies,
  user: UserId,
  deletion: () => Promise<T>,
): Promise<T> {
  try {
    return await deletion()
  } finally {
    knowledgeCache.forget(user)
    index.forget(user)
    onDeletion(user)
  }
}
