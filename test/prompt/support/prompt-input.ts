import type { Turn } from '../../../src/memory/types.ts'
import type { AssembledPrompt, PromptInput } from '../../../src/prompt/assemble.ts'
import type { TalkLine } from '../../../src/prompt/sections/channel-talk.ts'

export const NOON = Date.UTC(2026, 0, 31, 12, 0)

export function questionTurn(text: string, id = '1'): Turn {
  return { role: 'user', id, text, saidAt: NOON, scope: 'dm', rev: 0 }
}

export function answerTurn(text: string, id = '1'): Turn {
  return { role: 'assistant', id, text, saidAt: NOON, scope: 'dm', messages: [] }
}

/** What somebody said in a channel, in a message of its own. */
export function talkLine(author: string | undefined, text: string, more: Partial<TalkLine> = {}): TalkLine {
  return { messages: [`${text.length}${more.saidAt ?? ''}`], author, text, saidAt: NOON - 60_000, ...more }
}

export function promptInput(more: Partial<PromptInput> = {}): PromptInput {
  return {
    system: 'You are Keepsake.',
    window: [],
    replyChain: [],
    channel: [],
    message: { author: 'Ada', text: 'Hello!', saidAt: NOON },
    attachments: [],
    ...more,
  }
}

export function lastText({ messages }: AssembledPrompt): string {
  const content = messages.at(-1)?.content ?? ''
  return typeof content === 'string' ? content : content.map(part => (part.type === 'text' ? part.text : '')).join('')
}
