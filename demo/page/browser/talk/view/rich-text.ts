import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser'
import type { RichNode, RichText } from './shown.ts'

/** How what a text mentions is called where it is read. */
export interface Naming {
  readonly user: (id: string) => string | undefined
  readonly role: (id: string) => string | undefined
  /** A channel's name, and whether the reader sees that channel. */
  readonly channel: (
    id: string,
  ) => { readonly name: string; readonly isHidden: boolean; readonly isDm: boolean } | undefined
}

interface Parsed {
  readonly type: string
  readonly content?: unknown
  readonly [field: string]: unknown
}

type Parse = (source: string, state?: object) => Parsed[]

const ITEM = /^( *)(?:[-*]|(\d{1,10})\.) +/u
const LIST = /^ *(?:[-*]|\d{1,10}\.) +[^\n]+(?:\n *(?:[-*]|\d{1,10}\.) +[^\n]+|\n {2,}[^\n]+)*(?:\n|$)/u

const HEADING = /^(#{1,3}) +([^\n]+?)(?:\n|$)/u
const SUBTEXT = /^-# +([^\n]+?)(?:\n|$)/u

/** What begins a line, whatever ended the one before: the parser's own rules miss the line after a quote or a list. */
const atLineStart = (pattern: RegExp) => (source: string, state: { prevCapture?: ArrayLike<string> | null }) => {
  const before = state.prevCapture?.[0]
  return before === undefined || before.endsWith('\n') ? pattern.exec(source) : null
}

/** Lists, which the parser has no rule for: https://support.discord.com/hc/articles/210298617 */
const list = {
  order: SimpleMarkdown.defaultRules.list.order,
  match: atLineStart(LIST),
  parse: (capture: ArrayLike<string>, parse: Parse, state: object) =>
    listOf((capture[0] ?? '').replace(/\n$/u, '').split('\n'), parse, state),
}

function listOf(
  lines: readonly string[],
  parse: Parse,
  state: object,
): { ordered: boolean; start: number; items: Parsed[][] } {
  const [, indent = '', number] = ITEM.exec(lines[0] ?? '') ?? []
  const items: string[][] = []
  for (const line of lines) {
    const found = ITEM.exec(line)
    const isOwn = found !== null && (found[1] ?? '').length <= indent.length + 1
    if (isOwn || items.length === 0) items.push([line.replace(ITEM, '')])
    else items.at(-1)?.push(line.replace(new RegExp(`^ {0,${indent.length + 2}}`, 'u'), ''))
  }
  const content = items.map(([first = '', ...rest]) => [
    ...parse(first, { ...state, prevCapture: null }),
    ...(rest.length === 0 ? [] : nested(rest, parse, state)),
  ])
  return { ordered: number !== undefined, start: Number(number ?? 1), items: content }
}

function nested(lines: readonly string[], parse: Parse, state: object): Parsed[] {
  if (ITEM.test(lines[0] ?? '')) return [{ type: 'list', ...listOf(lines, parse, state) }]
  return [{ type: 'br' }, ...parse(lines.join('\n'), { ...state, prevCapture: null })]
}

const { heading, subtext } = rulesExtended
const parser = SimpleMarkdown.parserFor({
  ...rulesExtended,
  heading: { ...heading, match: atLineStart(HEADING) },
  subtext: { ...subtext, match: atLineStart(SUBTEXT) },
  list,
} as never)

/** What Discord shows of a text; the names are the reader's. */
export function richText(source: string, naming: Naming): RichText {
  if (source === '') return []
  return nodesOf(parser(source, { inline: true }) as Parsed[], naming)
}

function nodesOf(parsed: unknown, naming: Naming): RichNode[] {
  const nodes = (parsed as Parsed[]).flatMap(node => nodeOf(node, naming))
  return join(nodes)
}

/** Neighbouring texts as one, so that a text that grows changes one node. */
function join(nodes: readonly RichNode[]): RichNode[] {
  const joined: RichNode[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + node.text }
    // A block of code ends its line by itself.
    else if (node.kind !== 'break' || last?.kind !== 'code-block') joined.push(node)
  }
  return joined
}

const WRAPPERS: Readonly<
  Record<string, 'emphasis' | 'quote' | 'spoiler' | 'strike' | 'strong' | 'subtext' | 'underline'>
> = {
  strong: 'strong',
  em: 'emphasis',
  underline: 'underline',
  strikethrough: 'strike',
  spoiler: 'spoiler',
  blockQuote: 'quote',
  subtext: 'subtext',
}

function nodeOf(node: Parsed, naming: Naming): RichNode[] {
  const wrapper = WRAPPERS[node.type]
  if (wrapper !== undefined) return [{ kind: wrapper, content: nodesOf(node.content, naming) }]
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: String(node.content) }]
    case 'br':
    case 'newline':
      return [{ kind: 'break' }]
    case 'heading':
      return [{ kind: 'heading', level: Number(node['level']), content: nodesOf(node.content, naming) }]
    case 'list': {
      const items = (node['items'] as unknown[]).map(item => nodesOf(item, naming))
      return [{ kind: 'list', ...(node['ordered'] === true && { start: Number(node['start']) }), items }]
    }
    case 'inlineCode':
      return [{ kind: 'code', text: String(node.content) }]
    case 'codeBlock':
      return [{ kind: 'code-block', language: String(node['lang'] ?? ''), text: String(node.content) }]
    case 'link':
    case 'url':
    case 'autolink':
      return linkOf(node, naming)
    case 'twemoji':
      return [{ kind: 'text', text: String(node['name']) }]
    case 'emoji':
      return [{ kind: 'emoji', name: String(node['name']) }]
    case 'timestamp':
      return [{ kind: 'timestamp', seconds: Number(node['timestamp']), style: String(node['format'] ?? 'f') }]
    case 'slashCommand':
      return [{ kind: 'command', name: String(node['fullName']) }]
    default:
      return mentionOf(node, naming)
  }
}

/** Of a message here: as an address it would lead out of this Discord. */
const MESSAGE_LINK =
  /^https:\/\/(?:(?:canary|ptb)\.)?discord(?:app)?\.com\/channels\/(?:@me|\d{1,20})\/(\d{1,20})\/(\d{1,20})$/u

function jumpTo(placeId: string, messageId: string, { type, content }: Parsed, naming: Naming): RichNode {
  const { name, isHidden, isDm } = naming.channel(placeId) ?? { name: 'unknown', isHidden: true, isDm: false }
  const text = `${isDm && !isHidden ? 'Direct messages' : `#${name}`} › message`
  // One under words of its own, [like this](https://…), keeps those.
  return {
    kind: 'jump',
    placeId,
    messageId,
    isHidden,
    content: type === 'link' ? nodesOf(content, naming) : [{ kind: 'text', text }],
  }
}

/** A link to anything but a page stays text: an address may hold a script. */
function linkOf(node: Parsed, naming: Naming): RichNode[] {
  const content = nodesOf(node.content, naming)
  const [, placeId, messageId] = MESSAGE_LINK.exec(String(node['target'])) ?? []
  if (placeId !== undefined && messageId !== undefined) return [jumpTo(placeId, messageId, node, naming)]
  const url = webAddress(String(node['target']))
  return url === undefined ? content : [{ kind: 'link', url, content }]
}

/** An address that a click may open; undefined for `javascript:` and its like. */
export function webAddress(address: string): string | undefined {
  const url = URL.parse(address)
  return url !== null && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
}

function mentionOf(node: Parsed, naming: Naming): RichNode[] {
  const id = String(node['id'] ?? '')
  switch (node.type) {
    case 'user':
      return [{ kind: 'mention', of: 'user', id, name: naming.user(id) ?? 'unknown-user' }]
    case 'role':
      return [{ kind: 'mention', of: 'role', id, name: naming.role(id) ?? 'unknown-role' }]
    case 'everyone':
    case 'here':
      return [{ kind: 'mention', of: 'everyone', id: node.type, name: node.type }]
    case 'channel':
      return [channelOf(id, naming)]
    case 'guildNavigation':
      return [{ kind: 'channel', id, name: String(node['navigation']), isHidden: false }]
    default:
      return Array.isArray(node.content) ? nodesOf(node.content, naming) : []
  }
}

function channelOf(id: string, naming: Naming): RichNode {
  const { name, isHidden } = naming.channel(id) ?? { name: 'unknown', isHidden: true }
  return { kind: 'channel', id, name, isHidden }
}

/** A text in one line, without marks: for the line above a reply. Hidden words stay hidden. */
export function plainText(content: RichText): string {
  return content
    .map(node => {
      switch (node.kind) {
        case 'text':
        case 'code':
        case 'code-block':
          return node.text
        case 'break':
          return ' '
        case 'spoiler':
          return '■■■■'
        case 'list':
          return node.items.map(item => `• ${plainText(item)} `).join('')
        case 'mention':
          return `@${node.name}`
        case 'channel':
          return `#${node.name}`
        case 'command':
          return `/${node.name}`
        case 'emoji':
          return `:${node.name}:`
        case 'timestamp':
          return new Date(node.seconds * 1000).toUTCString()
        case 'quote':
        case 'subtext':
        case 'heading':
          return `${plainText(node.content)} `
        default:
          return plainText(node.content)
      }
    })
    .join('')
}
