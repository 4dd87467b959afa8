import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions'
import type { Failure } from './failure.ts'
import type { Looking } from './look-up.ts'

/** `these tools`: in this answer only. */
export type RefusedTools = 'tools' | 'these tools' | 'tool_choice'

/** What of its tools a request failed for, if for any. */
export function refusedTools(
  { failure, status = 0, wording }: Failure,
  { done }: Looking,
  sent: ChatCompletionCreateParamsStreaming,
): RefusedTools | undefined {
  if (!(REFUSES_TOOLS.includes(status) && ['refused', 'overloaded'].includes(failure))) return undefined
  if (sent.tool_choice !== undefined && wording.includes('tool_choice')) return 'tool_choice'
  if (!ABOUT_TOOLS.test(wording)) return undefined
  // who has taken tools before in this answer knows them
  return done.length > 0 || ABOUT_ONE_CALL.test(wording) ? 'these tools' : 'tools'
}

/** 404: OpenRouter, where none of its providers takes them. 500: llama.cpp without a template for them. */
const REFUSES_TOOLS = [400, 404, 422, 500, 501]
/** Ollama “does not support tools”, vLLM “auto tool choice requires …”, llama.cpp “tools param requires --jinja”. */
const ABOUT_TOOLS = /\btools?\b|tool_|function[_ -]?call|\bfunctions\b/
/** Groq and llama.cpp, where a model's call could not be read. */
const ABOUT_ONE_CALL =
  /tool_use_failed|failed_generation|fail(?:ed|ure) to (?:call|parse|generate)|parse error|could not parse/
