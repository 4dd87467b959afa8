import type { Turn } from '../memory/types.ts'
import type { ChatMessage } from './chat-model.ts'

/**
 * The turns a prompt can show: none is empty, and the first is a question. An answer whose question is gone would
 * hang in the air.
 */
export function usable(turns: readonly Turn[]): readonly Turn[] {
  const spoken = turns.filter(turn => turn.text.trim() !== '')
  const first = spoken.findIndex(turn => turn.role === 'user')
  return first < 0 ? [] : spoken.slice(first)
}

/**
 * The turns as messages of alternating roles: several templates of local models refuse two of one role in a row,
 * as a question without an answer and the next one are. `newest` is the new message; it joins such a question too.
 */
export function toMessages(turns: readonly Turn[], newest: string): ChatMessage[] {
  const messages: { role: Turn['role']; content: string }[] = []
  for (const { role, text } of [...turns, { role: 'user' as const, text: newest }]) {
    const last = messages.at(-1)
    if (last?.role === role) last.content += `\n\n${text}`
    else messages.push({ role, content: text })
  }
  return messages
}
