import { trimEnding } from '../../memory/text/normalize.ts'
import { parseLeniently } from '../../prompt/format/lenient-json.ts'
import { findClosing } from './brackets.ts'

/** A call of a tool that a model wrote into its text. */
export interface WrittenCall {
  readonly name: string
  /** JSON. */
  readonly args: string
}

/**
 * The calls in a text between marks of calls, in any of the forms that models write; only of tools that there are. `name`: the tool,
 * where a mark before it has told that.
 */
export function readWrittenCalls(text: string, toolNames: readonly string[], name?: string): readonly WrittenCall[] {
  const isKnown = (call: WrittenCall) => toolNames.includes(call.name)
  const plain = text.replaceAll(/[|｜]DSML[|｜]/gu, '')
  for (const read of [readTagged, readArgPairs, readNamedParts, readJson, readPython]) {
    const calls = read(plain, toolNames, name).filter(isKnown)
    if (calls.length > 0) return calls
  }
  return []
}

/** `functions.remember:0`, `default_api.remember`, ` remember`. */
function plainName(name: string): string {
  return name
    .trim()
    .replace(/^(?:functions|default_api|tools|tool|function|call)[.:]/u, '')
    .replace(/:\d*$/u, '')
}

function callOf(name: string, args: unknown): WrittenCall {
  const value = typeof args === 'string' ? (parseLeniently(args) ?? {}) : (args ?? {})
  return { name: plainName(name), args: JSON.stringify(value) }
}

/** `<function=remember><parameter=quote>…</parameter></function>`, `<invoke name="remember"><parameter name="quote">…`. */
function readTagged(text: string): WrittenCall[] {
  const calls =
    /<(?:\w{1,20}:)?(?:function|invoke|tool_call|function_call|tool)(?:[=(]|\s{1,10}name=)["']?([\w.:-]{1,100})["')]?\s{0,10}>?([\s\S]*?)(?:<\/(?:\w{1,20}:)?(?:function|invoke|tool_call|function_call|tool)>|$)/giu
  return [...text.matchAll(calls)].map(([, name = '', body = '']) => {
    const parameters = [
      ...body.matchAll(
        /<(?:\w{1,20}:)?parameter(?:=|\s{1,10}name=)["']?([\w-]{1,60})["']?[^<>]{0,200}>([\s\S]*?)(?:<\/(?:\w{1,20}:)?parameter>|$)/giu,
      ),
    ]
    if (parameters.length === 0) return callOf(name, argumentsIn(body) ?? trimEnding(body, /[\s>]/u))
    return callOf(name, Object.fromEntries(parameters.map(([, key = '', value = '']) => [key, value.trim()])))
  })
}

/** `<remember><quote>…</quote></remember>`, `<tool_use><name>remember</name><arguments>{…}</arguments></tool_use>`. */
function readNamedParts(text: string, toolNames: readonly string[]): WrittenCall[] {
  const named = /<((?:(?:tool|action)_)?name|tool|action)>\s{0,20}(?<name>[\w.-]{1,100})\s{0,20}<\/\1>/iu.exec(text)
  const begin = named ?? toolNames.map(name => new RegExp(`<(${name})>`, 'u').exec(text)).find(found => found !== null)
  if (!begin) return []
  const [mark, first = ''] = begin
  const name = begin.groups?.['name'] ?? first
  const body = text
    .slice(begin.index + mark.length)
    .replace(/^\s{0,20}<(?:arguments|parameters|args|(?:(?:tool|action|command)_)?input|params)>\s{0,20}/iu, '')
  if (/^\s{0,20}\{/u.test(body)) return [callOf(name, body.slice(0, findClosing(body, body.indexOf('{'))))]
  const args = argumentsIn(body)
  return args === undefined ? [] : [callOf(name, args)]
}

/** `<quote>…</quote>`: each argument between a tag of its name. */
function argumentsIn(text: string): Readonly<Record<string, string>> | undefined {
  const parts = [...text.matchAll(/<(\w{1,60})>([^<]*)<\/\1>/gu)].map(([, key = '', value = '']) => [key, value.trim()])
  return parts.length === 0 ? undefined : Object.fromEntries(parts)
}

/** GLM: `<tool_call>remember<arg_key>quote</arg_key><arg_value>…</arg_value></tool_call>`. */
function readArgPairs(text: string): WrittenCall[] {
  const calls: { readonly name: string; readonly args: Record<string, string> }[] = []
  let end = 0
  for (const { 0: pair, 1: key = '', 2: value = '', 3: closing, index } of text.matchAll(ARG_PAIR)) {
    // What is cut off is no argument.
    if (closing === '') break
    const between = text.slice(end, index).trim()
    // Pairs without anything between them are of one call.
    if (between !== '') calls.push({ name: /[\w.-]{1,100}$/u.exec(between)?.[0] ?? '', args: {} })
    Object.assign(calls.at(-1)?.args ?? {}, { [key.trim()]: value.trim() })
    end = index + pair.length
  }
  return calls.map(({ name, args }) => callOf(name, args))
}

const ARG_PAIR =
  /<(?:longcat_)?arg_key>([^<]{0,200})<\/(?:longcat_)?arg_key>\s{0,20}<(?:longcat_)?arg_value>([\s\S]*?)(<\/(?:longcat_)?arg_value>|$)/gu

/** What stands between a name and its arguments: `remember[ARGS]{…}`, `functions.remember:0<|tool_call_argument_begin|>{…}`. */
const NAME_BEFORE =
  /([\w.:-]{1,100})(?:\[(?:CALL_ID|ARGS)\]\w{0,60}|<[|｜][^<>|｜]{0,60}[|｜]>|```(?:json)?|✿ARGS✿:|Action Input:|\*{2}|\[|:|\s{1,20}|(?<=\s)json){0,8}$/u
/** Characters. */
const LONGEST_NAME_BEFORE = 400

/** JSON objects that name a tool, or stand behind its name. */
function readJson(given: string, toolNames: readonly string[], name?: string): WrittenCall[] {
  // Gemma 4 quotes with `<|"|>`.
  const text = given.replaceAll('<|"|>', '"')
  const calls: WrittenCall[] = []
  let after = 0
  for (let from = text.indexOf('{'); from >= 0; from = text.indexOf('{', after)) {
    const end = findClosing(text, from) ?? text.length
    const value = parseLeniently(text.slice(from, end))
    const before = plainName(NAME_BEFORE.exec(text.slice(Math.max(after, from - LONGEST_NAME_BEFORE), from))?.[1] ?? '')
    const named = callsIn(value, toolNames)
    calls.push(...named)
    if (named.length === 0) {
      if (toolNames.includes(before)) calls.push(callOf(before, value))
      else if (name !== undefined) calls.push(callOf(name, value))
    }
    after = Math.max(end, from + 1)
  }
  return calls
}

const NAME_KEYS = ['name', 'tool_name', 'tool', 'function', 'function_name', 'action', 'recipient_name']
const ARGS_KEYS = ['arguments', 'parameters', 'args', 'input', 'tool_input', 'action_input', 'params', 'kwargs']

function callsIn(value: unknown, toolNames: readonly string[]): WrittenCall[] {
  if (Array.isArray(value)) return value.flatMap(one => callsIn(one, toolNames))
  if (typeof value !== 'object' || value === null) return []
  const fields = value as Readonly<Record<string, unknown>>
  const inner = INNER_KEYS.map(key => fields[key]).find(one => typeof one === 'object' && one !== null)
  if (inner !== undefined) return callsIn(inner, toolNames)
  const [key] = Object.keys(fields)
  if (key !== undefined && toolNames.includes(plainName(key))) return [callOf(key, fields[key])]
  const nameKey = NAME_KEYS.find(one => typeof fields[one] === 'string')
  if (nameKey === undefined) return []
  const name = String(fields[nameKey])
  const args = ARGS_KEYS.map(one => fields[one]).find(one => one !== undefined)
  if (args !== undefined) return [callOf(name, args)]
  const { [nameKey]: _, ...others } = fields
  return toolNames.includes(plainName(name)) ? [callOf(name, others)] : []
}

const INNER_KEYS = ['function', 'function_call', 'tool_calls', 'tool_call']

/** `remember(quote="…")`, `print(default_api.remember(quote='…'))`, `remember.call(quote="…")`, `remember({"quote": "…"})`. */
function readPython(text: string, toolNames: readonly string[]): WrittenCall[] {
  return toolNames.flatMap(name => {
    const begins = [...text.matchAll(new RegExp(`(?<![\\w])${name}(?:\\.call)?\\(`, 'gu'))]
    return begins.slice(0, MOST_CALLS).flatMap(begin => {
      const open = begin.index + begin[0].length - 1
      const inner = text.slice(open + 1, (findClosing(text, open) ?? text.length + 1) - 1).trim()
      const args = inner.startsWith('{') ? parseLeniently(inner) : keywordArguments(inner)
      return args === undefined ? [] : [callOf(name, args)]
    })
  })
}

/** Of one tool in one text: each is read to its end. */
const MOST_CALLS = 16

function keywordArguments(text: string): Readonly<Record<string, unknown>> | undefined {
  const pairs = text.matchAll(
    /(?<!\w)(\w{1,60})\s{0,20}=\s{0,20}("(?:[^"\\]|\\.?)*(?:"|$)|'(?:[^'\\]|\\.?)*(?:'|$)|[^,\s)]+)/gsu,
  )
  const args = [...pairs].map(([, key = '', value = '']) => [key, parseLeniently(value) ?? undefined] as const)
  return args.length === 0 && text !== '' ? undefined : Object.fromEntries(args)
}
