import type { ChatCompletionCreateParamsStreaming as Request } from 'openai/resources/chat/completions'
import type { ChatBackend, ChatInput } from '../chat/completion.ts'
import type { ToolLoop } from '../chat/tool-loop.ts'
import type { RequestFailure } from '../failure.ts'
import { toMessageParam, toToolParam, toToolRoundParams } from './chat-params.ts'
import { isParamRefusal } from './errors.ts'
import { createTokenLimit, type TokenLimitParam } from './token-limit.ts'

/** What a server was found not to take. */
type UnsupportedFeature = TokenLimitParam | ImageRefusal | ToolRefusal | 'stream_options'

type ServerCapabilities = Pick<ChatBackend<Request, unknown>, 'toRequest' | 'learn' | 'takesImages' | 'takesTools'>

/** How to speak to one server: as OpenAI has it, until something is refused. */
export function createServerCapabilities(model: string, responseTokens: number, isOpenAi: boolean): ServerCapabilities {
  const limit = createTokenLimit(responseTokens, isOpenAi)
  const refused = new Set<UnsupportedFeature>()

  function findRefusal(failure: RequestFailure, input: ChatInput, sent: Request): UnsupportedFeature | undefined {
    const images = input.withImages ? findImageRefusal(failure) : undefined
    const tools = input.toolLoop && findToolRefusal(failure, input.toolLoop, sent)
    if (images ?? tools) return images ?? tools
    if (!isParamRefusal(failure)) return undefined
    if (sent.stream_options && /stream_options|include_usage/.test(failure.wording)) return 'stream_options'
    return limit.learn(failure, sent)
  }

  function toolParams({ offered, stage }: ToolLoop): Partial<Request> {
    const tools = offered.map(toToolParam)
    if (stage === 'open') return { tools }
    return stage === 'gone' || refused.has('tool_choice') ? {} : { tools, tool_choice: 'none' }
  }

  return {
    takesImages: () => !refused.has('images'),
    takesTools: () => !refused.has('tools'),

    learn(failure, input, sent) {
      const found = findRefusal(failure, input, sent)
      if (found !== undefined && found !== 'these images' && found !== 'these tools') refused.add(found)
      return found
    },

    toRequest({ messages, withImages, toolLoop }) {
      const params = messages.map(message => toMessageParam(message, withImages))
      return {
        model,
        stream: true,
        messages: [...params, ...(toolLoop?.rounds ?? []).flatMap(toToolRoundParams)],
        ...limit.params(),
        ...(toolLoop && toolParams(toolLoop)),
        ...(!refused.has('stream_options') && { stream_options: { include_usage: true } }),
      }
    },
  }
}

/** `these images`: one of them alone. */
type ImageRefusal = 'images' | 'these images'

/** Whether a request failed for its images. */
function findImageRefusal({ status = 0, wording }: RequestFailure): ImageRefusal | undefined {
  if (!(REFUSES_IMAGES.includes(status) && ABOUT_IMAGES.test(wording))) return undefined
  return ABOUT_ONE_IMAGE.test(wording) ? 'these images' : 'images'
}

/** 404: OpenRouter, where none of its providers takes them. 500: llama.cpp without a projector, and Ollama. */
const REFUSES_IMAGES = [400, 404, 415, 422, 500, 501]
const ABOUT_IMAGES = /image|vision|multi-?modal|mmproj|content type|content must be a string/
const ABOUT_ONE_IMAGE =
  /invalid_image|image_parse|image_too|invalid image|unsupported image|too large|corrupt|could not (?:process|load|decode)|failed to (?:process|load|decode|download)|valid image/

/** `these tools`: in this answer only. */
type ToolRefusal = 'tools' | 'these tools' | 'tool_choice'

/** What of its tools a request failed for, if for any. */
function findToolRefusal(
  { failure, status = 0, wording }: RequestFailure,
  { rounds }: ToolLoop,
  sent: Request,
): ToolRefusal | undefined {
  if (!(REFUSES_TOOLS.includes(status) && ['refused', 'overloaded'].includes(failure))) return undefined
  if (sent.tool_choice !== undefined && wording.includes('tool_choice')) return 'tool_choice'
  if (!ABOUT_TOOLS.test(wording)) return undefined
  // A server that has taken tools before in this answer knows them.
  return rounds.length > 0 || ABOUT_ONE_CALL.test(wording) ? 'these tools' : 'tools'
}

/** 404: OpenRouter, where none of its providers takes them. 500: llama.cpp without a template for them. */
const REFUSES_TOOLS = [400, 404, 422, 500, 501]
/** Ollama “does not support tools”, vLLM “auto tool choice requires …”, llama.cpp “tools param requires --jinja”. */
const ABOUT_TOOLS = /\btools?\b|tool_|function[_ -]?call|\bfunctions\b/
/** Groq and llama.cpp, where a model's call could not be read. */
const ABOUT_ONE_CALL =
  /tool_use_failed|failed_generation|fail(?:ed|ure) to (?:call|parse|generate)|parse error|could not parse/
