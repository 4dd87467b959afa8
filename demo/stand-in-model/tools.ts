import type { PromptMessage } from './read-prompt.ts'

/** A wish to use one of the tools that a request offers. */
export interface ToolCall {
  readonly name: string
  readonly args: Readonly<Record<string, string>>
}

interface Tool {
  readonly name: string
  /** What is wanted of it, by the newest message; undefined where nothing is. */
  readonly asked: (question: string) => ToolCall['args'] | undefined
  /** What is said when it has done its work, or has not. */
  readonly done: (args: ToolCall['args']) => string
  readonly refused: string
}

const REMEMBER = /\bremember that\s*[:,]?\s+(?<quote>\S.*)$/isu
/** At the beginning alone: who asks not to forget something wants the opposite. */
const FORGET =
  /^(?:(?:please|now|can you|could you|would you),?\s+)*forget\s+(?:(?:about|(?:everything|all|what)(?: that)?(?: i)?(?:'ve)?(?: said| told you)?(?: about)?)\s+)?(?<about>\S.*?)[\s.!?]*$/isu
/** How a tool begins that has not done what was asked. */
const REFUSAL = /^(?:nothing|not?\b|there (?:is|are) no|this could not|memory is|\w+ takes \{)/iu

const tools: readonly Tool[] = [
  {
    name: 'remember',
    asked(question) {
      const quote = REMEMBER.exec(question)?.groups?.['quote']?.trim()
      return quote === undefined || question.trim().endsWith('?') ? undefined : { quote }
    },
    done: ({ quote }) => `I keep that: “${quote}”`,
    refused: 'That I can’t keep.',
  },
  {
    name: 'forget',
    asked(question) {
      const about = FORGET.exec(question.replaceAll('’', "'"))?.groups?.['about']
      return about === undefined || about === 'it' ? undefined : { about }
    },
    done: ({ about }) =>
      `You find what I would forget about “${about}” below: nothing goes before you confirm it there.`,
    refused: 'I found nothing of that to forget.',
  },
]

/** The tool that the newest message calls for, if it is offered. */
export function toolCall(question: string, offered: readonly string[]): ToolCall | undefined {
  for (const { name, asked } of tools) {
    const args = offered.includes(name) ? asked(question) : undefined
    if (args !== undefined) return { name, args }
  }
  return undefined
}

/** What is said after a tool was used; undefined where the prompt does not end with what a tool gave. */
export function afterTool(messages: readonly PromptMessage[]): string | undefined {
  const last = messages.at(-1)
  if (last?.role !== 'tool') return undefined
  const calls = messages.flatMap(({ tool_calls: made = [] }) => made)
  const call = calls.findLast(({ id }) => id === last.tool_call_id) ?? calls.at(-1)
  const tool = tools.find(({ name }) => name === call?.function.name)
  if (tool === undefined) return undefined
  if (REFUSAL.test(String(last.content).trim())) return tool.refused
  return tool.done(JSON.parse(call?.function.arguments ?? '{}') as ToolCall['args'])
}
