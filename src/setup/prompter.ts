import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

/** Nothing more can be asked: the file that was piped in has ended. */
export class EndOfInput extends Error {}

export interface Prompter {
  tell(text: string): void
  /** The next line, without spaces around it; `otherwise` where that is empty. Throws EndOfInput. */
  ask(
    question: string,
    options?: { readonly otherwise?: string | undefined; readonly isSecret?: boolean },
  ): Promise<string>
  close(): void
}

/** Asks whoever sits at a terminal, or reads the answers from what is piped in, a line each. */
export function createPrompter(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Prompter {
  const isTerminal = input.isTTY === true
  let isHidden = false
  // What is typed is shown by readline itself: secrets are not.
  const echo = new Writable({
    write(piece: Buffer, _, done) {
      if (!isHidden) output.write(piece)
      done()
    },
  })
  const reader = createInterface({ input, output: echo, terminal: isTerminal })
  // Lines that come before they are asked for would else be lost.
  const lines = reader[Symbol.asyncIterator]()
  return {
    tell: text => void output.write(`${text}\n`),
    async ask(question, { otherwise, isSecret = false } = {}) {
      output.write(`${question}${otherwise === undefined ? '' : ` [${isSecret ? 'as it is' : otherwise}]`}: `)
      isHidden = isSecret
      const { value, done } = await lines.next()
      isHidden = false
      if (isSecret || !isTerminal) output.write('\n')
      if (done === true) throw new EndOfInput('There is no answer.')
      const answer = String(value).trim()
      return answer === '' && otherwise !== undefined ? otherwise : answer
    },
    close: () => reader.close(),
  }
}

const YES = /^(?:y|yes|j|ja|o|oui|s|sí|si|はい|是)$/iu

/** Whether somebody says yes; no, if they just go on. */
export async function confirm(prompter: Prompter, question: string): Promise<boolean> {
  return YES.test(await prompter.ask(`${question} (y/N)`))
}
