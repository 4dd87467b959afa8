import type {
  ChatCompletionContentPart,
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import type { ChatMessage, ContentPart } from '../prompt/chat-model.ts'
import { notReadable } from '../prompt/quote.ts'
import type { Failure } from './failure.ts'

type LimitName = 'max_completion_tokens' | 'max_tokens'

/** What a server was found not to take. */
type Refused = LimitName | 'stream_options' | 'images' | 'these images'

export interface Dialect {
  toRequest(messages: readonly ChatMessage[], withImages: boolean): ChatCompletionCreateParamsStreaming
  /** What a failure says the server does not take, if the next request can do without; all but `these images` for good. */
  learn(failure: Failure, hasImages: boolean): Refused | undefined
  takesImages(): boolean
}

/**
 * How to speak to one server: as OpenAI has it, until something is refused.
 * OpenAI's reasoning models refuse `max_tokens`. Other servers get both names: Ollama (0.32.5) passes over
 * `max_completion_tokens` in silence, and its answers would have no limit (ollama/ollama#7125).
 */
export function createDialect(model: string, responseTokens: number, isOpenAi: boolean): Dialect {
  const limits = new Set<LimitName>(isOpenAi ? ['max_completion_tokens'] : ['max_completion_tokens', 'max_tokens'])
  const refused = new Set<Refused>()

  function refusedLimit({ wording }: Failure): LimitName | undefined {
    const name = /max_(?:completion_)?tokens/.exec(wording)?.[0] as LimitName | undefined
    // one that is too large is known well
    if (name === undefined || !limits.has(name) || /too large|at most|at least|exceed/.test(wording)) return undefined
    const other = name === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    if (refused.has(other)) return undefined
    limits.delete(name)
    limits.add(other)
    return name
  }

  function find(failure: Failure, hasImages: boolean): Refused | undefined {
    const { status = 0, wording } = failure
    if (hasImages && REFUSES_IMAGES.includes(status) && ABOUT_IMAGES.test(wording)) {
      return ABOUT_ONE_IMAGE.test(wording) ? 'these images' : 'images'
    }
    if (failure.failure !== 'refused' || ![400, 422].includes(status)) return undefined
    if (!refused.has('stream_options') && /stream_options|include_usage/.test(wording)) return 'stream_options'
    return refusedLimit(failure)
  }

  return {
    takesImages: () => !refused.has('images'),

    learn(failure, hasImages) {
      const found = find(failure, hasImages)
      if (found !== undefined && found !== 'these images') refused.add(found)
      return found
    },

    toRequest(messages, withImages) {
      const request: ChatCompletionCreateParamsStreaming = {
        model,
        stream: true,
        messages: messages.map(message => toParam(message, withImages)),
      }
      for (const name of limits) request[name] = responseTokens
      if (!refused.has('stream_options')) request.stream_options = { include_usage: true }
      return request
    },
  }
}

/** 404: OpenRouter, where none of its providers takes them. 500: llama.cpp without a projector, and Ollama. */
const REFUSES_IMAGES = [400, 404, 415, 422, 500, 501]
const ABOUT_IMAGES = /image|vision|multi-?modal|mmproj|content type|content must be a string/
const ABOUT_ONE_IMAGE =
  /invalid_image|image_parse|image_too|invalid image|unsupported image|too large|corrupt|could not (?:process|load|decode)|failed to (?:process|load|decode|download)|valid image/

function toParam({ role, content }: ChatMessage, withImages: boolean): ChatCompletionMessageParam {
  if (typeof content === 'string') return { role, content }
  const parts = withImages ? content : content.map(withoutImage)
  const texts = parts.filter(part => part.type === 'text')
  // servers without images often know no parts either
  if (role !== 'user' || texts.length === parts.length)
    return { role, content: texts.map(({ text }) => text).join('\n') }
  return { role, content: parts.map(toPart) }
}

function withoutImage(part: ContentPart): ContentPart {
  return part.type === 'text' ? part : { type: 'text', text: notReadable(part.name) }
}

function toPart(part: ContentPart): ChatCompletionContentPart {
  return part.type === 'text' ? { type: 'text', text: part.text } : { type: 'image_url', image_url: { url: part.url } }
}
