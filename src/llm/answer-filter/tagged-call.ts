import type { BareCall } from './bare-call.ts'
import { readWrittenCalls } from './written-calls.ts'

/** Ordinary words of XML that models also write around a call, or around the name of a tool alone. */
const TAGS = ['tool', 'action', 'call', 'api_call', 'tool_request', 'use_tool', 'run_tool', 'execute', 'command']
const OPENING = new RegExp(`^<(${TAGS.join('|')})(?=[\\s>])[^<>\\n]{0,100}>`, 'iu')
/** LangChain has the arguments in a tag of their own behind that. */
const INPUTS = ['tool_input', 'action_input', 'command_input', 'input', 'arguments', 'args', 'parameters']
const INPUT = new RegExp(`^\\s{0,4}<(${INPUTS.join('|')})>[\\s\\S]*?</\\1>`, 'iu')

/** Characters: what is waited for at most, and where a tool has to be named. */
const LONGEST = 4000
const LONGEST_BEFORE_NAME = 200

/**
 * A call between tags or brackets that mean nothing by themselves: `<tool>`, `<action>`, `[[…]]`. It is one only where it names a
 * tool that there is; without arguments that can be read it is none to run, and none to show. `open` where what follows decides.
 */
export function findTaggedCall(
  text: string,
  toolNames: readonly string[],
  isEnd: boolean,
): BareCall | 'open' | undefined {
  if (toolNames.length === 0) return undefined
  const tag = OPENING.exec(text)
  const begin = tag?.[0] ?? (text.startsWith('[[') ? '[[' : undefined)
  if (begin === undefined) return !isEnd && mayBegin(text) ? 'open' : undefined
  const closing = tag === null ? ']]' : `</${tag[1]?.toLowerCase()}>`
  const at = text.slice(0, LONGEST).toLowerCase().indexOf(closing, begin.length)
  if (at < 0) return findUnclosed(text.slice(0, LONGEST), toolNames, isEnd)
  if (!namesAny(text.slice(0, at), toolNames)) return undefined
  const end = tag === null ? afterBrackets(text, at, isEnd) : afterInput(text, at + closing.length, isEnd)
  return end === 'open' ? 'open' : callIn(text.slice(0, end), text.slice(begin.length, at), toolNames)
}

/** The answer ends before the call does, or it is too long to be one. */
function findUnclosed(text: string, toolNames: readonly string[], isEnd: boolean): BareCall | 'open' | undefined {
  const isNamed = namesAny(text, toolNames)
  if (!isEnd && text.length < (isNamed ? LONGEST : LONGEST_BEFORE_NAME)) return 'open'
  return isNamed ? callIn(text, '', toolNames) : undefined
}

function namesAny(text: string, toolNames: readonly string[]): boolean {
  return toolNames.some(name => text.slice(0, LONGEST_BEFORE_NAME).includes(name))
}

function mayBegin(text: string): boolean {
  if (text === '[') return true
  const word = /^<(\w*)$/u.exec(text)?.[1]
  if (word !== undefined) return TAGS.some(name => name.startsWith(word.toLowerCase()))
  const [, name = ''] = /^<(\w+)\s[^<>\n]{0,100}$/u.exec(text) ?? []
  return TAGS.includes(name.toLowerCase())
}

/** Arguments in brackets of their own end right before those. */
function afterBrackets(text: string, at: number, isEnd: boolean): number | 'open' {
  const end = at + (/^\]+/u.exec(text.slice(at))?.[0].length ?? 0)
  return end === text.length && !isEnd ? 'open' : end
}

function afterInput(text: string, end: number, isEnd: boolean): number | 'open' {
  const rest = text.slice(end, LONGEST)
  const input = INPUT.exec(rest)
  if (input !== null) return end + input[0].length
  if (isEnd || text.length >= LONGEST) return end
  const [begun = '', name = '', close] = /^\s{0,4}(?:<(\w{0,20})(>?))?/u.exec(rest.toLowerCase()) ?? []
  const mayFollow =
    close === '>' ? INPUTS.includes(name) : begun.length === rest.length && INPUTS.some(one => one.startsWith(name))
  return mayFollow ? 'open' : end
}

/** @param inner what stands between the tags or brackets */
function callIn(written: string, inner: string, toolNames: readonly string[]): BareCall | undefined {
  const calls = readWrittenCalls(written, toolNames)
  return calls.length > 0 || isNameOfTool(inner, toolNames) ? { length: written.length, calls } : undefined
}

/** A name alone, or with something behind it that is no sentence. */
function isNameOfTool(text: string, toolNames: readonly string[]): boolean {
  const name = toolNames.find(one => text.trimStart().startsWith(one))
  if (name === undefined) return false
  const rest = text.trimStart().slice(name.length)
  return name.includes('_') ? !/^\w/u.test(rest) : /^\s*(?:$|[:({[|])/u.test(rest)
}
