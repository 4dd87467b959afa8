import { type ForgetSaidParts, forgetSaid } from './forget-said.ts'
import type { PromptMeans } from './prompt-maker.ts'
import { type RememberSaidParts, rememberSaid } from './remember-said.ts'

/** Names, descriptions and parameters: 203 by js-tiktoken, in whatever words a provider puts them. */
const TOOLS_TOKENS = 250
/** What a call takes, with what it gives: both are short, but for words that stand in the question already. */
const CALL_TOKENS = 100
/** As many as there is room kept for; more of them in one answer are rare. */
const CALLS = 2

export interface TalkToolsParts extends RememberSaidParts, ForgetSaidParts {
  readonly own: RememberSaidParts['own'] & ForgetSaidParts['own']
}

/** What the model may do in plain talk: keep what the user asks it to, and offer to forget. */
export function talkTools(parts: TalkToolsParts): PromptMeans['doing'] {
  return (asked, snapshot) => {
    const forgetting = forgetSaid(asked, parts)
    return {
      tools: [rememberSaid(asked, snapshot, parts), forgetting.tool],
      tokens: TOOLS_TOKENS + CALLS * CALL_TOKENS,
      button: forgetting.button,
    }
  }
}
