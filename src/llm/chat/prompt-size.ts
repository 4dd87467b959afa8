import type { ChatMessage } from '../../prompt/chat-model.ts'
import { IMAGE_TOKENS, MESSAGE_TOKENS } from '../../prompt/format/budget.ts'
import { loadTokenCounter } from '../../prompt/tokens/counter.ts'
import type { RequestFailure } from '../server/failure.ts'

/** What is kept free, as counters differ by some percent. */
const MARGIN = 0.95

/** How much smaller the next prompt is where the server does not say how much it takes, or says what was sent already. */
const SHRINK = 0.6

/** Other tokenizers make at most so many times our tokens of a text; what would be more is a number of something else. */
const MOST_RATIO = 3

/** The tokens to put prompt and answer into after a server found them too long, as our counter counts. */
export async function contextToTry(
  { limits, promptTokens }: RequestFailure,
  messages: readonly ChatMessage[],
  known: number | undefined,
): Promise<number> {
  const counted = await countPrompt(messages)
  const ratio = promptTokens === undefined ? 1 : Math.min(MOST_RATIO, Math.max(1, promptTokens / counted))
  const stated = limits?.contextTokens
  const smaller = (known ?? counted) * SHRINK
  const told = stated === undefined ? undefined : (stated / ratio) * MARGIN
  return Math.floor(told === undefined || (known !== undefined && told >= known) ? smaller : told)
}

/** A server that counts less than this part of what we count has not read all of it: tokenizers differ by less. */
const CUT_SHARE = 0.65

/** What is shorter is not cut by anybody, and is mostly the server's own template. */
const LEAST_TOKENS = 600

/** Bytes of a token on average, at most: only what is beyond that is counted exactly, which loads the ranks. */
const BYTES_PER_TOKEN = 5

/** Whether a server counts far fewer tokens than a prompt has: it has cut it without a word. */
export async function isSilentlyCut(messages: readonly ChatMessage[], promptTokens: number): Promise<boolean> {
  const bytes = textsOf(messages).reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  if (promptTokens <= 0 || bytes < promptTokens * BYTES_PER_TOKEN || hasPicture(messages)) return false
  const counted = await countPrompt(messages)
  return counted >= LEAST_TOKENS && promptTokens < counted * CUT_SHARE
}

async function countPrompt(messages: readonly ChatMessage[]): Promise<number> {
  const counter = await loadTokenCounter()
  const texts = textsOf(messages).reduce((sum, text) => sum + counter.count(text), 0)
  const pictures = partsOf(messages).filter(({ type }) => type === 'image').length
  return texts + pictures * IMAGE_TOKENS + messages.length * MESSAGE_TOKENS
}

function hasPicture(messages: readonly ChatMessage[]): boolean {
  return partsOf(messages).some(({ type }) => type === 'image')
}

function partsOf(messages: readonly ChatMessage[]) {
  return messages.flatMap(({ content }) =>
    typeof content === 'string' ? [{ type: 'text' as const, text: content }] : content,
  )
}

function textsOf(messages: readonly ChatMessage[]): string[] {
  return partsOf(messages).flatMap(part => (part.type === 'text' ? [part.text] : []))
}
