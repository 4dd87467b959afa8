import type { MarkSearch } from './mark.ts'
import { CALL_NAMES, CALLS_BEGIN, THOUGHT_NAMES, THOUGHTS_BEGIN, THOUGHTS_END, WRAPPERS } from './mark-names.ts'

/** `<|name|>` and its relatives: with wide bars (DeepSeek), with one bar (Gemma 4). */
export function tokenMark(text: string, isEnd: boolean): MarkSearch {
  const found = /^<[|｜](\/?[\w▁./-]{1,60})([|｜]?>)/u.exec(text)
  if (found === null) return /^<[|｜](?:\/?[\w▁./-]{0,60}[|｜]?)?$/u.test(text) ? 'open' : undefined
  const [token, given = '', close] = found
  const name = given.toLowerCase().replaceAll('▁', '_')
  if (close === '>') return halfTokenMark(name, token.length)
  if (name === 'channel' || name === 'start') return harmonyMark(text, isEnd)
  if (name === 'end') return harmonyEnd(text, token.length, isEnd)
  return namedTokenMark(name, text, token.length, isEnd)
}

function namedTokenMark(name: string, text: string, length: number, isEnd: boolean): MarkSearch {
  const bare = name.replace('/', '')
  if (THOUGHT_NAMES.includes(bare)) return { kind: name === bare ? 'thought' : 'thoughtEnd', length }
  if (THOUGHTS_BEGIN.includes(name)) return { kind: 'thought', length }
  if (THOUGHTS_END.includes(name)) return { kind: 'thoughtEnd', length }
  const ends = CALLS_BEGIN[name] ?? (CALL_NAMES.includes(name) ? [`/${name}`, `end_${name}`] : undefined)
  if (ends !== undefined) return { kind: 'call', length: 0, closesAt: tokenPattern(ends) }
  return WRAPPERS.includes(bare) ? { kind: 'wrapper', length } : templateMark(name, text, length, isEnd)
}

const ROLES = ['assistant', 'model', 'bot', 'user', 'system', 'tool', 'human']

/** A token of the template, and the role that it names behind it: `<|im_start|>assistant`. */
export function templateMark(name: string, text: string, length: number, isEnd: boolean): MarkSearch {
  const after = text.slice(length)
  if (!/start|role/u.test(name)) return { kind: 'template', length }
  const role = ROLES.find(one => after.startsWith(one))
  if (role !== undefined) return { kind: 'template', length: length + role.length }
  return !isEnd && ROLES.some(one => one.startsWith(after)) ? 'open' : { kind: 'template', length }
}

function tokenPattern(names: readonly string[]): RegExp {
  const either = names.map(name => name.replaceAll('_', '[_▁]')).join('|')
  return new RegExp(`<[|｜](?:${either})[|｜]>`, 'iu')
}

/** gpt-oss may go on with a call, or with its answer, after the end of a message. */
function harmonyEnd(text: string, length: number, isEnd: boolean): MarkSearch {
  const after = text.slice(length)
  const next = '<|start|>assistant'
  if (after.startsWith(next)) return { kind: 'wrapper', length }
  return next.startsWith(after) && !isEnd ? 'open' : { kind: 'template', length }
}

/** Gemma 4: `<|channel>thought … <channel|>`, `<|tool_call>call:… <tool_call|>`. */
function halfTokenMark(name: string, length: number): MarkSearch {
  if (name === 'channel' || name === 'think') return { kind: 'thought', length }
  if (name === 'tool_call') return { kind: 'call', length: 0, closesAt: /<tool_call\|>/iu }
  return name === 'turn' || name === 'tool_response' ? { kind: 'template', length } : undefined
}

/** The most characters from `<|start|>` or `<|channel|>` to `<|message|>`. */
const LONGEST_HEADER = 200

/**
 * The head of a message of gpt-oss: `<|start|>assistant<|channel|>commentary to=functions.remember <|constrain|>json<|message|>`.
 * https://cookbook.openai.com/articles/openai-harmony
 */
function harmonyMark(text: string, isEnd: boolean): MarkSearch {
  const message = '<|message|>'
  const at = text.indexOf(message)
  const head = at < 0 ? text : text.slice(0, at)
  const role = /^<\|start\|>(.{0,9})/su.exec(text)?.[1]
  if (role !== undefined && !'assistant'.startsWith(role)) return templateMark('start', text, '<|start|>'.length, isEnd)
  if (head.length > LONGEST_HEADER || head.includes('\n')) return { kind: 'template', length: 9 }
  if (at < 0) return 'open'
  const length = at + message.length
  const name = /\bto=(?:functions\.)?([\w.-]+)/u.exec(head)?.[1]
  if (name !== undefined) return { kind: 'call', length, name, closesAt: /<\|(?:call|end|return)\|>/u }
  if (/<\|channel\|>\s*analysis/u.test(head)) return { kind: 'thought', length, closesAt: /<\|(?:end|return)\|>/u }
  return { kind: 'wrapper', length }
}
