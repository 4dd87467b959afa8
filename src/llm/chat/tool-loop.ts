import { errorDetails, type LogDetails } from '../../errors.ts'
import type { Logger } from '../../observability/logger.ts'
import type { ChatOptions, ChatTool } from '../../prompt/chat-model.ts'
import { completeCalls, type ToolCall } from './tool-calls.ts'
import type { UnknownFields } from './unknown-fields.ts'

/** The calls that the model made at one time, and their results in the same order. */
export interface ToolRound {
  /** What the model said before them. */
  readonly text: string
  /** What else came with them, and goes back: thoughts, above all, which some servers want to see again. */
  readonly unknown?: UnknownFields | undefined
  readonly calls: readonly ToolCall[]
  readonly results: readonly string[]
}

/** The use of tools within one answer. */
export interface ToolLoop {
  readonly offered: readonly ChatTool[]
  readonly callsLeft: number
  readonly rounds: readonly ToolRound[]
  /**
   * `open`: the model may call. `closed`: no calls are left, and `tool_choice` says so; the tools stay in the request, since
   * some servers refuse earlier calls without them. `gone`: the model called nevertheless, and gets no tools any more.
   */
  readonly stage: 'open' | 'closed' | 'gone'
}

const NO_MORE = 'Not done: no more tools may be used for this answer. Answer with what you have.'
const NO_SUCH_TOOL = 'There is no such tool.'
const CHANGED = 'What was found has changed since. Look again, or answer without it.'
const FAILED = 'This did not work just now, and nothing came of it. Answer without it.'

export function startToolLoop(tools: ChatOptions['tools']): ToolLoop | undefined {
  if (tools === undefined || tools.maxCalls < 1 || tools.offered.length === 0) return undefined
  return { offered: tools.offered, callsLeft: tools.maxCalls, rounds: [], stage: 'open' }
}

/** No more calls: what is left of the requests is for the answer. */
export function closeTools(loop: ToolLoop): ToolLoop {
  return { ...loop, callsLeft: 0, stage: loop.stage === 'open' ? 'closed' : loop.stage }
}

/** What is remembered has changed: what the tools told of it before, and what the model made of that, is not shown again. */
export function dropMemories({ offered, rounds, ...loop }: ToolLoop): ToolLoop {
  const readsMemory = ({ name }: ToolCall) => offered.find(tool => tool.name === name)?.readsMemory === true
  const drop = ({ calls, results }: ToolRound): ToolRound => ({
    text: '',
    calls: calls.map(call => ({ ...call, args: '{}' })),
    results: results.map((result, at) => (calls.slice(at, at + 1).some(readsMemory) ? CHANGED : result)),
  })
  return { ...loop, offered, rounds: rounds.map(drop) }
}

/** Runs the calls of a model, as far as any are left; every call counts, and every one gets a result. Never throws. */
export async function runToolCalls(
  { offered, callsLeft, rounds, stage }: ToolLoop,
  { text, unknown, calls: given }: Omit<ToolRound, 'results'>,
  log: Logger,
): Promise<ToolLoop> {
  const calls = completeCalls(
    given,
    rounds.flatMap(round => round.calls.map(({ id }) => id)),
  )
  const run = async (call: ToolCall, at: number) => (at < callsLeft ? runTool(offered, call, log) : NO_MORE)
  const results = await Promise.all(calls.map(run))
  const left = Math.max(0, callsLeft - calls.length)
  const lastStage = stage === 'open' ? 'closed' : 'gone'
  const allRounds = [...rounds, { text, unknown, calls, results }]
  return { offered, callsLeft: left, rounds: allRounds, stage: left > 0 ? 'open' : lastStage }
}

async function runTool(offered: readonly ChatTool[], { name, args }: ToolCall, log: Logger): Promise<string> {
  const tool = offered.find(one => one.name === name)
  if (tool === undefined) return NO_SUCH_TOOL
  try {
    return await tool.run(parseJson(args))
  } catch (error) {
    log.warn(errorDetails(error) as LogDetails, 'tool call failed')
    return FAILED
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
