import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { ChatMessage } from '../prompt/chat-model.ts'
import type { Failure } from './failure.ts'
import { type RefusedImages, refusedImages } from './image-refusal.ts'
import type { Looking } from './look-up.ts'
import { toLookUpParams, toParam, toToolParam } from './to-param.ts'
import { createTokenLimit, type LimitName } from './token-limit.ts'
import { type RefusedTools, refusedTools } from './tool-refusal.ts'

/** What a server was found not to take. */
type Refused = LimitName | RefusedImages | RefusedTools | 'stream_options'

/** A request, and the look-ups it was made of. */
export interface Sent {
  readonly params: ChatCompletionCreateParamsStreaming
  readonly looking: Looking | undefined
}

export interface Dialect {
  toRequest(
    messages: readonly ChatMessage[],
    withImages: boolean,
    looking?: Looking,
  ): ChatCompletionCreateParamsStreaming
  /** What of a request a failure says the server does not take, if it can do without; all but `these …` for good. */
  learn(failure: Failure, hasImages: boolean, sent?: Sent): Refused | undefined
  takesImages(): boolean
  takesTools(): boolean
}

/** How to speak to one server: as OpenAI has it, until something is refused. */
export function createDialect(model: string, responseTokens: number, isOpenAi: boolean): Dialect {
  const limit = createTokenLimit(responseTokens, isOpenAi)
  const refused = new Set<Refused>()

  function find(failure: Failure, hasImages: boolean, sent: Sent | undefined): Refused | undefined {
    const images = hasImages ? refusedImages(failure) : undefined
    if (images !== undefined) return images
    const tools = sent?.looking && refusedTools(failure, sent.looking, sent.params)
    if (tools !== undefined) return tools
    const { status = 0, wording } = failure
    if (failure.failure !== 'refused' || ![400, 422].includes(status)) return undefined
    if (sent?.params.stream_options && /stream_options|include_usage/.test(wording)) return 'stream_options'
    return limit.learn(failure, sent?.params)
  }

  function toolParams({ offered, stage }: Looking): Partial<ChatCompletionCreateParamsStreaming> {
    const tools = offered.map(toToolParam)
    if (stage === 'open') return { tools }
    return stage === 'gone' || refused.has('tool_choice') ? {} : { tools, tool_choice: 'none' }
  }

  return {
    takesImages: () => !refused.has('images'),
    takesTools: () => !refused.has('tools'),

    learn(failure, hasImages, sent) {
      const found = find(failure, hasImages, sent)
      if (found !== undefined && found !== 'these images' && found !== 'these tools') refused.add(found)
      return found
    },

    toRequest(messages, withImages, looking) {
      const params = messages.map(message => toParam(message, withImages))
      return {
        model,
        stream: true,
        messages: [...params, ...(looking?.done ?? []).flatMap(toLookUpParams)],
        ...limit.params(),
        ...(looking && toolParams(looking)),
        ...(!refused.has('stream_options') && { stream_options: { include_usage: true } }),
      }
    },
  }
}
