import { MessageTooLong } from '../errors.ts'
import type { TokenCounter } from '../memory/ports.ts'
import type { PromptParts } from './assemble.ts'
import type { Attachment } from './attachments.ts'
import type { ChatMessage, ContentPart } from './chat-model.ts'
import { IMAGE_TOKENS } from './costs.ts'
import { minute, notReadable, oneLine } from './quote.ts'

export type ImageAttachment = Extract<Attachment, { kind: 'image' }>

export interface FittedMessage {
  /** The end of the prompt: names of what can't be shown, then the message, under a line with time and author. */
  readonly ending: string
  readonly images: readonly ImageAttachment[]
  readonly left: number
  readonly isCut: boolean
}

/**
 * The new message, which is never shortened, and as many of its images as fit `room` tokens with it; the others
 * stand there by name. Throws MessageTooLong if it does not fit without images either.
 */
export function fitMessage({ message, attachments }: PromptParts, room: number, counter: TokenCounter): FittedMessage {
  const images = attachments.filter(attachment => attachment.kind === 'image')
  const unreadable = attachments.filter(attachment => attachment.kind === 'unreadable')
  const said = `[${minute(message.saidAt, message.timeZone)}, ${oneLine(message.author)}:]\n${message.text}`

  for (let shown = images.length; ; shown -= 1) {
    const names = [...unreadable, ...images.slice(shown)].map(({ name }) => `${notReadable(name)}\n`)
    const ending = `${names.join('')}${said}`
    const left = room - counter.count(ending) - shown * IMAGE_TOKENS
    if (left >= 0) return { ending, images: images.slice(0, shown), left, isCut: shown < images.length }
    if (shown === 0)
      throw new MessageTooLong('System text and new message alone are over CONTEXT_TOKENS.', { tokensOver: -left })
  }
}

/** The messages with the images behind the text of the last one. */
export function withImages(messages: ChatMessage[], images: readonly ImageAttachment[]): ChatMessage[] {
  const last = messages.at(-1)
  if (images.length === 0 || typeof last?.content !== 'string') return messages
  const parts = images.map(({ url, name }): ContentPart => ({ type: 'image', url, name }))
  return [...messages.slice(0, -1), { ...last, content: [{ type: 'text', text: last.content }, ...parts] }]
}
