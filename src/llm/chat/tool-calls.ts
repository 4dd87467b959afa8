import { randomInt } from 'node:crypto'
import { parseLeniently } from '../../prompt/format/lenient-json.ts'
import { findClosing } from '../answer-filter/brackets.ts'
import { mergeFields, type UnknownFields } from './unknown-fields.ts'

/** One call of a tool, as the model put it. */
export interface ToolCall {
  readonly id: string
  readonly name: string
  /** JSON, or what should have been. */
  readonly args: string
  /** The number by which the server tells calls apart, if it gives one; it need not begin with 0. */
  readonly index?: number | undefined
  /** What else came with the call, and goes back with it: Gemini's signatures of thoughts, for one. */
  readonly unknown?: UnknownFields | undefined
  /** The same of what names the tool. */
  readonly unknownOfFunction?: UnknownFields | undefined
}

/** A piece of a streamed call. */
export type ToolCallDelta = { readonly [Key in keyof ToolCall]?: ToolCall[Key] | undefined }

/**
 * Adds pieces of a stream to the calls it has brought so far. A call comes in pieces with the same index or the same id;
 * where a server gives all calls the same index or none (Ollama, Gemini), each comes whole, with a name.
 */
export function addCallDeltas(calls: readonly ToolCall[], deltas: readonly ToolCallDelta[]): readonly ToolCall[] {
  return deltas.reduce(addCallDelta, calls)
}

function addCallDelta(calls: readonly ToolCall[], delta: ToolCallDelta): readonly ToolCall[] {
  const { index, id = '', name = '', args = '', unknown, unknownOfFunction } = delta
  const at = findCall(calls, delta)
  const begun = calls[at]
  if (begun === undefined || beginsAnother(begun, delta)) {
    return [...calls, { id, name, args, index, unknown, unknownOfFunction }]
  }
  return calls.with(at, {
    ...{ id: begun.id || id, name: begun.name || name, args: begun.args + args, index: begun.index },
    unknown: mergeFields(begun.unknown, unknown),
    unknownOfFunction: mergeFields(begun.unknownOfFunction, unknownOfFunction),
  })
}

function findCall(calls: readonly ToolCall[], { index, id, name }: ToolCallDelta): number {
  const byIndex = index === undefined ? -1 : calls.findLastIndex(call => call.index === index)
  if (byIndex >= 0) return byIndex
  if (id) return calls.findLastIndex(call => call.id === id)
  return index === undefined || !name ? calls.length - 1 : -1
}

/** Whether a piece that looks like the next one of a call is the first one of another. */
function beginsAnother(begun: ToolCall, { id, name, args = '' }: ToolCallDelta): boolean {
  if (!name || begun.name === '') return false
  if (id) return id !== begun.id
  return name !== begun.name || (isWholeObject(begun.args) && args.trimStart().startsWith('{'))
}

function isWholeObject(args: string): boolean {
  try {
    return typeof JSON.parse(args) === 'object'
  } catch {
    return false
  }
}

const ID_LENGTH = 9

/** An id that every server takes: Mistral's refuse all but nine letters and digits. */
function newCallId(): string {
  return randomInt(36 ** ID_LENGTH)
    .toString(36)
    .padStart(ID_LENGTH, '0')
}

/**
 * The calls of one answer, ready to be run and to be sent back: each with an id that no other has, arguments that are an
 * object wherever they can be read, and those that a server has merged into one set apart. `taken`: ids of earlier calls.
 */
export function completeCalls(calls: readonly ToolCall[], taken: readonly string[]): readonly ToolCall[] {
  const ids = new Set(taken)
  return calls.flatMap(splitMerged).map(call => {
    const id = call.id === '' || ids.has(call.id) ? newCallId() : call.id
    ids.add(id)
    return { ...call, id }
  })
}

/** One call for each object in the arguments, each once: some servers begin with an empty one, or send the whole again at the end. */
function splitMerged(call: ToolCall): ToolCall[] {
  const objects = objectsIn(call.args)
  if (objects === undefined) return [call]
  const texts = new Set(objects.map(value => JSON.stringify(value)))
  if (texts.size > 1) texts.delete('{}')
  const [first, ...others] = texts
  if (first === undefined) return [call]
  return [{ ...call, args: first }, ...others.map(args => ({ ...call, id: '', args }))]
}

/** The objects that a text of arguments consists of; undefined where there is anything else to it. */
function objectsIn(args: string): readonly object[] | undefined {
  const objects: object[] = []
  let rest = unquoted(args).trim()
  while (rest !== '') {
    const end = rest.startsWith('{') ? findClosing(rest, 0) : undefined
    const value = end === undefined ? undefined : parseLeniently(rest.slice(0, end))
    if (end === undefined || typeof value !== 'object' || value === null) return undefined
    objects.push(value)
    rest = rest.slice(end).trim()
  }
  return objects
}

/** Some servers put the JSON of arguments into a string of JSON once more. */
function unquoted(args: string): string {
  try {
    const value: unknown = JSON.parse(args)
    return typeof value === 'string' ? unquoted(value) : args
  } catch {
    return args
  }
}
