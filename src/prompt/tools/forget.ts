import { z } from 'zod'
import type { ChatTool } from '../chat-model.ts'
import { defineTool, type OnFailure } from './define-tool.ts'

const MAX_CHARACTERS = 200

/** The same whatever is known: others may read the answer. */
const OFFERED =
  'A button stands under your answer: it shows this user alone what could go, to be chosen and confirmed. Nothing is forgotten yet, and you can’t tell whether anything about that is known. Tell them to press it.'

const forget = defineTool({
  name: 'forget',
  description:
    'Puts a button under your answer by which the user chooses what you forget. Use it when their newest message asks you to forget something. It deletes nothing by itself.',
  parameters: z.object({
    about: z.string().trim().min(1).max(MAX_CHARACTERS).describe('What it is about, in a few words of theirs'),
  }),
  usage: `forget takes {"about": what is to be forgotten, in a few words, at most ${MAX_CHARACTERS} characters}.`,
  unavailable:
    'Memory is out of reach just now, so nothing can be forgotten. Tell the user so, and that /forget does it later.',
  consequence: 'forget tool failed, offered nothing to forget',
})

/** The tool by which the model offers to forget something: it deletes nothing, and tells the model nothing of what is known. */
export function forgetTool(offer: (about: string) => Promise<void>, onFailure: OnFailure): ChatTool {
  return forget(async ({ about }) => {
    await offer(about)
    return OFFERED
  }, onFailure)
}
