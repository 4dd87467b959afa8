/** What a line typed into the terminal asks for. */
export type Input =
  | { readonly kind: 'cancel' | 'commands' | 'delete' | 'help' | 'nothing' | 'quit' | 'tour' }
  | {
      readonly kind: Exclude<Directive, Bare> | 'answer' | 'say' | 'slash' | 'unknown'
      readonly text: string
    }

/** Directives, and what each wants after it: `''` nothing, else the name of it. */
export const directives = {
  user: 'name',
  place: 'where',
  reply: 'text',
  edit: 'text',
  delete: '',
  click: 'number',
  cancel: '',
  menu: 'command',
  mine: 'command',
  save: 'folder',
  language: 'code',
  tour: '',
  help: '',
  quit: '',
} as const

type Directive = keyof typeof directives
/** Those that stand alone. */
type Bare = { [name in Directive]: (typeof directives)[name] extends '' ? name : never }[Directive]

/** Two letters at least, and no second colon: `:)`, `:p` and `:wave:` are things to say. */
const DIRECTIVE = /^:([a-z]{2,})(?:\s+(.*))?$/su

/** Reads a line: `:` begins what is for the terminal, `/` a command of the bot's, anything else is said. */
export function parseInput(line: string): Input {
  const text = line.trim()
  if (text === '') return { kind: 'nothing' }
  if (text === '/') return { kind: 'commands' }
  if (text.startsWith('/')) return { kind: 'slash', text: text.slice(1) }
  const [, name = '', rest = ''] = DIRECTIVE.exec(text) ?? []
  if (name === '') return { kind: 'say', text }
  if (!isDirective(name)) return { kind: 'unknown', text: `:${name}` }
  if (isBare(name)) return { kind: name }
  const wanted = rest.trim()
  return wanted === ''
    ? { kind: 'unknown', text: `:${name} without <${directives[name]}>` }
    : { kind: name, text: wanted }
}

function isDirective(name: string): name is Directive {
  return Object.hasOwn(directives, name)
}

function isBare(name: Directive): name is Bare {
  return directives[name] === ''
}
