import { promptBudget } from '../../src/config/settings.ts'
import type { ConversationStore } from '../../src/memory/ports/conversation-store.ts'
import type { FactIndex } from '../../src/memory/ports/fact-index.ts'
import type { FactId, Question } from '../../src/memory/types.ts'
import { assemblePrompt } from '../../src/prompt/assemble.ts'
import { selectMemory } from '../../src/prompt/select-memory.ts'
import { defaultPersona, systemPrompt } from '../../src/prompt/system-prompt.ts'
import { config, embedder } from '../learning/open-stores.ts'

/** The facts that the prompt shows which the bot would build for a question. */
export async function factsInPrompt(
  question: Question,
  timeZone: string,
  { store, index }: { readonly store: ConversationStore; readonly index: FactIndex },
): Promise<ReadonlySet<FactId>> {
  const snapshot = await store.keepQuestion(question, { kind: 'user' })
  if (snapshot === 'claimed') throw new Error('This message was kept before.')
  await store.releaseClaim(question)
  const budget = promptBudget(config)
  const memory = await selectMemory(
    { question: question.text, snapshot, visibleScopes: 'all', memoryTokens: budget.memoryTokens },
    {
      ...{ index, embedder, timeZone, now: () => question.saidAt },
      onFailure: error => {
        throw error
      },
    },
  )
  const { included } = await assemblePrompt(
    {
      system: systemPrompt(defaultPersona, { kind: 'dm' }),
      ...{ memory, window: snapshot.window, replyChain: [], channel: [], attachments: [] },
      message: { author: 'Ada', text: question.text, saidAt: question.saidAt, timeZone },
    },
    budget,
  )
  return new Set(included.facts)
}
