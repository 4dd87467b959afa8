import { errorDetails, type LogDetails } from '../../errors.ts'
import type { ChatOptions, ChatTool } from '../../prompt/chat-model.ts'
import type { ToolCall } from '../openai/chat/tool-calls.ts'
import type { ModelLog } from '../telemetry.ts'

/** What the model asked for at one time, and what it got to read, in the same order. */
export interface ToolRound {
  /** What it said before. */
  readonly text: string
  readonly calls: readonly ToolCall[]
  readonly results: readonly string[]
}

/** The looking up within one answer. */
export interface ToolLoop {
  readonly offered: readonly ChatTool[]
  /** How many calls are left. */
  readonly callsLeft: number
  readonly rounds: readonly ToolRound[]
  /**
   * `open`: the model may call. `closed`: it has called often enough, and is told so by `tool_choice`; the tools stay in
   * sight, since some servers refuse calls in a talk without them. `gone`: it was told in vain.
   */
  readonly stage: 'open' | 'closed' | 'gone'
}

const NO_MORE = 'Not done: no more tools may be used for this answer. Answer with what you have.'
const NO_SUCH_TOOL = 'There is no such tool.'
const FAILED = 'This did not work just now, and nothing came of it. Answer without it.'

export function startToolLoop(tools: ChatOptions['tools']): ToolLoop | undefined {
  if (tools === undefined || tools.most < 1 || tools.offered.length === 0) return undefined
  return { offered: tools.offered, callsLeft: tools.most, rounds: [], stage: 'open' }
}

/** Runs what the model asked for, as far as calls are left; every call counts, and every one gets an answer. Never throws. */
export async function runToolCalls(
  looking: ToolLoop,
  { text, calls }: Pick<ToolRound, 'text' | 'calls'>,
  log: ModelLog,
): Promise<ToolLoop> {
  const { offered, callsLeft, rounds, stage } = looking
  const results = await Promise.all(
    calls.map(async (call, at) => (at < callsLeft ? runTool(offered, call, log) : NO_MORE)),
  )
  const leftAfter = Math.max(0, callsLeft - calls.length)
  const next = stage === 'open' ? 'closed' : 'gone'
  return {
    offered,
    callsLeft: leftAfter,
    rounds: [...rounds, { text, calls, results }],
    stage: leftAfter > 0 ? 'open' : next,
  }
}

async function runTool(offered: readonly ChatTool[], { name, args }: ToolCall, log: ModelLog): Promise<string> {
  const tool = offered.find(one => one.name === name)
  if (tool === undefined) return NO_SUCH_TOOL
  try {
    return await tool.run(argsOf(args))
  } catch (error) {
    log.warn(errorDetails(error) as LogDetails, 'what the model asked for did not work')
    return FAILED
  }
}

/** Undefined if they are no JSON. */
function argsOf(args: string): unknown {
  try {
    return JSON.parse(args)
  } catch {
    return undefined
  }
}
