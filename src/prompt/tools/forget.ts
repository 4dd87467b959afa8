import { z } from 'zod'
import type { ChatTool } from '../chat-model.ts'

const MOST_CHARACTERS = 200
const HOW = `forget takes {"about": what is to be forgotten, in a few words, at most ${MOST_CHARACTERS} characters}.`
const AWAY =
  'Memory is out of reach just now, so nothing can be forgotten. Tell the user so, and that /forget does it later.'
/** The same whatever is known: others may read the answer. */
const OFFERED =
  'A button stands under your answer: it shows this user alone what could go, to be chosen and confirmed. Nothing is forgotten yet, and you can’t tell whether anything about that is known. Tell them to press it.'

const wanted = z.object({ about: z.string().trim().min(1).max(MOST_CHARACTERS) })

const described = {
  name: 'forget',
  description:
    'Puts a button under your answer by which the user chooses what you forget. Use it when their newest message asks you to forget something. It deletes nothing by itself.',
  parameters: {
    type: 'object',
    properties: { about: { type: 'string', description: 'What it is about, in a few words of theirs' } },
    required: ['about'],
    additionalProperties: false,
  },
} as const

/** The tool by which the model offers to forget something: nothing goes by it, and the model learns nothing from it. */
export function forgetTool(
  offer: (about: string) => Promise<void>,
  onFailure: (error: unknown, consequence: string) => void,
): ChatTool {
  return {
    ...described,
    async run(args) {
      const { data } = wanted.safeParse(args)
      if (data === undefined) return HOW
      try {
        await offer(data.about)
        return OFFERED
      } catch (error) {
        onFailure(error, 'what the model was asked to forget could not be offered')
        return AWAY
      }
    },
  }
}
