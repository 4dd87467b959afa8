import type { ChatCompletionChunk } from 'openai/resources/chat/completions'

/** One wish of the model to look something up, as it put it. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  /** JSON, or what should have been. */
  readonly args: string
  /** By which the server tells its calls apart, if it does: from 0, or from wherever it likes. */
  readonly index: number | undefined
}

type Delta = ChatCompletionChunk.Choice.Delta.ToolCall

/**
 * Adds a piece of a stream to the calls it has brought so far. A call comes in pieces with the same index; where a
 * server gives all calls the same index or none (Ollama, Gemini), each comes whole, with a name.
 * Nothing is sure to be there: only OpenAI's own server keeps to OpenAI's types.
 */
export function addCallDeltas(calls: readonly ToolCall[], deltas: unknown): readonly ToolCall[] {
  let all = calls
  for (const delta of Array.isArray(deltas) ? deltas : []) all = addCallDelta(all, Object(delta) as Partial<Delta>)
  return all
}

function addCallDelta(
  calls: readonly ToolCall[],
  { index, id, function: called }: Partial<Delta>,
): readonly ToolCall[] {
  const at = calls.findLastIndex(one => one.index === index)
  const begun = calls[at]
  const args = textOf(called?.arguments)
  const isNew = begun === undefined || (called?.name && id && id !== begun.id && begun.name !== '')
  if (isNew) return [...calls, { id: id || `call_${calls.length}`, name: called?.name ?? '', args, index }]
  return calls.with(at, { ...begun, name: begun.name || (called?.name ?? ''), args: begun.args + args })
}

/** Some servers give the arguments as an object. */
function textOf(args: unknown): string {
  if (typeof args === 'string') return args
  return args === undefined || args === null ? '' : JSON.stringify(args)
}
