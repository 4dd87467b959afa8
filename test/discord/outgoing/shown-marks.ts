import { parse } from 'discord-markdown-parser'

/** What people see of a message: words in the open, behind a spoiler, as code. */
export interface ShownWords {
  readonly open: string
  readonly hidden: string
  readonly code: string
}

interface Node {
  readonly type?: string
  readonly content?: string | Node | readonly Node[]
}

/** A message as another parser of Discord's markdown reads it, which knows nothing of ours. */
export function readShownWords(message: string): ShownWords {
  const words = { open: '', hidden: '', code: '' }
  collect(parse(message) as readonly Node[], 'open', words)
  return words
}

function collect(node: Node | string | readonly Node[], as: keyof ShownWords, words: Record<keyof ShownWords, string>) {
  if (typeof node === 'string') words[as] += node
  else if (Array.isArray(node)) for (const one of node) collect(one, as, words)
  else {
    const { type, content = '' } = node as Node
    const isCode = type === 'inlineCode' || type === 'codeBlock'
    collect(content, as === 'hidden' || type === 'spoiler' ? 'hidden' : isCode ? 'code' : as, words)
  }
}
