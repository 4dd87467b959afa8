import { errorFacts, type Facts } from '../errors.ts'
import type { ChatOptions, ChatTool } from '../prompt/chat-model.ts'
import type { ModelLog } from './model-log.ts'
import type { ToolCall } from './tool-calls.ts'

/** What the model asked for at one time, and what it got to read, in the same order. */
export interface LookUp {
  /** What it said before. */
  readonly text: string
  readonly calls: readonly ToolCall[]
  readonly results: readonly string[]
}

/** The looking up within one answer. */
export interface Looking {
  readonly offered: readonly ChatTool[]
  /** How many calls are left. */
  readonly left: number
  readonly done: readonly LookUp[]
  /**
   * `open`: the model may call. `closed`: it has called often enough, and is told so by `tool_choice`; the tools stay in
   * sight, since some servers refuse calls in a talk without them. `gone`: it was told in vain.
   */
  readonly stage: 'open' | 'closed' | 'gone'
}

const NO_MORE = 'Not done: no more tools may be used for this answer. Answer with what you have.'
const NO_SUCH_TOOL = 'There is no such tool.'
const FAILED = 'This did not work just now, and nothing came of it. Answer without it.'

export function lookingWith(tools: ChatOptions['tools']): Looking | undefined {
  if (tools === undefined || tools.most < 1 || tools.offered.length === 0) return undefined
  return { offered: tools.offered, left: tools.most, done: [], stage: 'open' }
}

/** Runs what the model asked for, as far as calls are left; every call counts, and every one gets an answer. Never throws. */
export async function lookUp(
  looking: Looking,
  { text, calls }: Pick<LookUp, 'text' | 'calls'>,
  log: ModelLog,
): Promise<Looking> {
  const { offered, left, done, stage } = looking
  const results = await Promise.all(calls.map(async (call, at) => (at < left ? run(offered, call, log) : NO_MORE)))
  const leftAfter = Math.max(0, left - calls.length)
  const next = stage === 'open' ? 'closed' : 'gone'
  return { offered, left: leftAfter, done: [...done, { text, calls, results }], stage: leftAfter > 0 ? 'open' : next }
}

async function run(offered: readonly ChatTool[], { name, args }: ToolCall, log: ModelLog): Promise<string> {
  const tool = offered.find(one => one.name === name)
  if (tool === undefined) return NO_SUCH_TOOL
  try {
    return await tool.run(argsOf(args))
  } catch (error) {
    log.warn(errorFacts(error) as Facts, 'what the model asked for did not work')
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
