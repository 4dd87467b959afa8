import type { MemoryStore } from './memory/ports.ts'

/** The same store; whenever it has kept a question or an answer, the listener is told which of the two. */
export function countTurns(store: MemoryStore, onTurn: (role: 'question' | 'answer') => void): MemoryStore {
  return {
    ...store,
    async receive(question, audience) {
      const received = await store.receive(question, audience)
      if (received !== 'claimed') onTurn('question')
      return received
    },
    async answer(question, epoch, answer, trace) {
      const isKept = await store.answer(question, epoch, answer, trace)
      if (isKept) onTurn('answer')
      return isKept
    },
  }
}
