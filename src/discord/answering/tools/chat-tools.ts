import type { MessageButton } from '../../message-api.ts'
import type { PromptDependencies } from '../build-prompt.ts'
import { bindForgetTool, type ForgetToolDependencies } from './forget.ts'
import { findMemoryRequest } from './memory-request.ts'
import { bindRememberTool, createRememberButton, createUndoButton, type RememberToolDependencies } from './remember.ts'

/** Names, descriptions and parameters: 203 by js-tiktoken, in whatever words a provider puts them. */
const TOOL_DEFINITION_TOKENS = 250
/** What a call takes, with what it gives: both are short, but for words that stand in the question already. */
const TOKENS_PER_CALL = 100
/** As many as there is room kept for; more of them in one answer are rare. */
const RESERVED_CALLS = 2

export interface ChatToolsDependencies extends RememberToolDependencies, ForgetToolDependencies {
  readonly userMemory: RememberToolDependencies['userMemory'] & ForgetToolDependencies['userMemory']
}

/**
 * What the model may do in plain talk: keep what the user asks it to, and offer to forget. Small models have no tools, or do
 * not use them and say that they did: what the user asked plainly is offered then without the model.
 */
export function createChatTools(parts: ChatToolsDependencies): PromptDependencies['chatTools'] {
  return (asked, snapshot) => {
    const remembering = bindRememberTool(asked, snapshot, parts)
    const forgetting = bindForgetTool(asked, parts)
    let rememberButton: MessageButton | undefined
    const undoButton = () =>
      remembering.newWords().length > 0 ? createUndoButton(asked.question, parts.userLocales) : undefined
    return {
      tools: [remembering.tool, forgetting.tool],
      tokens: TOOL_DEFINITION_TOKENS + RESERVED_CALLS * TOKENS_PER_CALL,
      button: () => forgetting.button() ?? undoButton() ?? rememberButton,
      keptWords: remembering.newWords,
      toolNotices: () => [
        ...(remembering.hasKept() ? ['remembered' as const] : []),
        ...(forgetting.button() === undefined ? [] : ['forgetOffered' as const]),
      ],
      async offerRequested() {
        const request = findMemoryRequest(asked.text)
        if (request === 'forget') return (await forgetting.offer(asked.text)) ? 'forgetOffered' : 'notForgotten'
        if (request === 'remember') rememberButton = createRememberButton(asked.question, parts.userLocales)
        return request && 'rememberOffered'
      },
    }
  }
}
