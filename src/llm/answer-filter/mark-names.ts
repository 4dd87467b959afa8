/**
 * What model servers leave in an answer that no reader is to see, as data. Names are in lower case, without their brackets;
 * `▁`, which DeepSeek writes for a space, is `_` here.
 *
 * From the chat templates of Qwen, DeepSeek, Llama, Mistral, Gemma, Phi, gpt-oss, Kimi, GLM, MiniMax, Granite, Command, Seed,
 * Hunyuan and Apertus, as they stand beside the weights on Hugging Face.
 */

/** Between `<name>` and `</name>`, `[NAME]` and `[/NAME]`, `◁name▷` and `◁/name▷`, `<|name|>` and `<|/name|>`: thoughts. */
export const THOUGHT_NAMES = [
  ...['think', 'thinking', 'thought', 'thoughts', 'reasoning', 'reason', 'reflection', 'scratchpad', 'analysis'],
  ...['inner_monologue', 'inner_thoughts', 'chain_of_thought', 'cot', 'internal_reasoning', 'think_fast', 'think_slow'],
  ...[
    'antthinking',
    'thinking_process',
    'thought_process',
    'reasoning_process',
    'reasoning_content',
    'thinking_content',
  ],
  ...[
    'internal',
    'internal_monologue',
    'internal_thoughts',
    'inner_voice',
    'self_reflection',
    'monologue',
    'rationale',
  ],
]
/** Special tokens that open and close thoughts by names of their own. */
export const THOUGHTS_BEGIN = [
  'start_thinking',
  'begin_of_thought',
  'begin_thinking',
  'thought_begin',
  'think_begin',
  'inner_prefix',
]
export const THOUGHTS_END = ['end_thinking', 'end_of_thought', 'thought_end', 'think_end', 'inner_suffix']

/** Between `<name>` and `</name>`, `<|name|>` and `<|/name|>`: calls of tools. */
export const CALL_NAMES = [
  ...[
    'tool_call',
    'tool_calls',
    'function_call',
    'function_calls',
    'functioncall',
    'function',
    'invoke',
    'tool_use',
    'tools',
  ],
  ...['toolcall', 'tool_code', 'antml:function_calls'],
]
/** Special tokens that begin calls, and what ends each; where that is missing they go on to the end. */
export const CALLS_BEGIN: Readonly<Record<string, readonly string[]>> = {
  python_tag: ['eom_id', 'eot_id'],
  tool_calls_begin: ['tool_calls_end'],
  tool_calls_section_begin: ['tool_calls_section_end'],
  tool_call_begin: ['tool_call_end'],
  start_action: ['end_action'],
  action_start: ['action_end'],
  tools_prefix: ['tools_suffix'],
}

/** What stands around the answer itself, and says nothing. */
export const WRAPPERS = [
  ...['begin_of_solution', 'end_of_solution', 'start_response', 'end_response', 'start_text', 'end_text', 'final'],
  ...['begin_of_box', 'end_of_box', 'message'],
]
/** What a tool would have given: a model that writes this plays the tool itself. */
export const RESULT_NAMES = [
  'tool_response',
  'tool_result',
  'function_result',
  'function_results',
  'function_response',
  'tool_output',
]

/** Tags without bars that are tokens of a template: where something was said before, the answer ends at them. */
export const TEMPLATE_TAGS = [
  ...['end_of_turn', 'start_of_turn', 'eos', 'bos', 'pad', 'sop', 'eop', 'endoftext', 'end_of_text'],
  ...['end_of_utterance', 'end_of_sentence', 'turn_end', 'turn_start'],
]

/** Between `<name>` and `</name>` stands the whole answer, where that begins with one. */
export const ENVELOPES = ['answer', 'final_answer', 'response', 'final_response', 'reply', 'output']

/** Tokens that Gemma has for nothing else, and its kin for thoughts. */
export const UNUSED_THOUGHT = ['unused94', 'unused95']

/** Words in capitals between square brackets. */
export const SQUARE_TOKENS = [
  'INST',
  '/INST',
  'SYSTEM_PROMPT',
  '/SYSTEM_PROMPT',
  'AVAILABLE_TOOLS',
  'TOOL_RESULTS',
  'gMASK',
  'end of text',
]
