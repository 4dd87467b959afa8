import { MessageTooLong } from '../../errors.ts'
import type { TokenCounter } from '../../memory/ports/token-counter.ts'
import { isEcho } from '../../memory/text/sentences/echo.ts'
import type { Turn } from '../../memory/types.ts'
import type { ChatMessage, ContentPart } from '../chat-model.ts'
import { IMAGE_TOKENS } from '../format/budget.ts'
import { formatMoment } from '../format/dates.ts'
import { sanitizeName, unreadableMark } from '../format/quote.ts'
import type { Attachment } from './attachments.ts'

export interface NewMessage {
  readonly author: string
  readonly text: string
  readonly saidAt: number
  /** The zone that its time is given in; UTC if the author has set none. */
  readonly timeZone?: string | undefined
}

type ImageAttachment = Extract<Attachment, { kind: 'image' }>

/**
 * The new message, which is never shortened, and as many of its images as fit `room` tokens with it. `ending` is the end
 * of the prompt: the names of attachments that the model can't be shown, a line with time and author, and the message.
 * Throws MessageTooLong if the message does not fit without images either.
 */
export function fitNewMessage(
  message: NewMessage,
  attachments: readonly Attachment[],
  room: number,
  counter: TokenCounter,
) {
  const images = attachments.filter(attachment => attachment.kind === 'image')
  const unreadable = attachments.filter(attachment => attachment.kind === 'unreadable')
  const said = `[${formatMoment(message.saidAt, message.timeZone)}, ${sanitizeName(message.author)}:]\n${message.text}`

  for (let shown = images.length; ; shown -= 1) {
    const names = [...unreadable, ...images.slice(shown)].map(({ name }) => `${unreadableMark(name)}\n`)
    const ending = `${names.join('')}${said}`
    const tokens = counter.count(ending) + shown * IMAGE_TOKENS
    if (tokens <= room) return { ending, images: images.slice(0, shown), tokens, isCut: shown < images.length }
    const tokensOver = tokens - room
    if (shown === 0)
      throw new MessageTooLong('System text and new message alone are over CONTEXT_TOKENS.', { tokensOver })
  }
}

/** The messages with the images behind the text of the last one. */
export function withImages(messages: ChatMessage[], images: readonly ImageAttachment[]): ChatMessage[] {
  const last = messages.at(-1)
  if (images.length === 0 || typeof last?.content !== 'string') return messages
  const parts = images.map(({ kind: _, ...image }): ContentPart => ({ type: 'image', ...image }))
  return [...messages.slice(0, -1), { ...last, content: [{ type: 'text', text: last.content }, ...parts] }]
}

/**
 * The turns that a prompt can show: none is empty, the first is a question, since an answer without its question
 * means nothing, and none says again what it answers, as a model that sees that goes on so.
 */
export function usableTurns(turns: readonly Turn[]): readonly Turn[] {
  const isAgain = (turn: Turn, at: number) =>
    turn.role === 'assistant' && isEcho(turn.text, { message: turns[at - 1]?.text, said: [] })
  const spoken = turns.filter((turn, at) => turn.text.trim() !== '' && !isAgain(turn, at))
  const first = spoken.findIndex(turn => turn.role === 'user')
  return first < 0 ? [] : spoken.slice(first)
}

/**
 * The turns and the new message as messages of alternating roles: the templates of several local models refuse two
 * messages of one role in a row, so a question without an answer is joined with the next one.
 */
export function toChatMessages(turns: readonly Turn[], newest: string): ChatMessage[] {
  const messages: { role: Turn['role']; content: string }[] = []
  for (const { role, text } of [...turns, { role: 'user' as const, text: newest }]) {
    const last = messages.at(-1)
    if (last?.role === role) last.content += `\n\n${text}`
    else messages.push({ role, content: text })
  }
  return messages
}
