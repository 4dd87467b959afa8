import type { MemoryStore } from './memory/ports.ts'

/** The same store; whenever it has kept a question or an answer, the listener is told which of the two. */
export function countTurns(store: MemoryStore, onTurn: (role: 'question' | 'answer') => void): MemoryStore {
  return {
    ...store,
    async receive(question, audience) {
      const received = await store.receive(question, audience)
      if (received !== 'claimed' && received.keeping === 'kept') onTurn('question')
      return received
    },
    async answer(question, ground, answer, trace) {
      const outcome = await store.answer(question, ground, answer, trace)
      if (outcome === 'kept') onTurn('answer')
      return outcome
    },
  }
}
