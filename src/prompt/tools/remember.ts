import { z } from 'zod'
import type { ChatTool } from '../chat-model.ts'

/** What came of a wish to keep something: `unnoted` if it was kept, but no note reads like the one it was to correct. */
export type RememberOutcome =
  | 'new'
  | 'corrected'
  | 'unnoted'
  | 'known'
  /** The words are not the user's own in their newest message. */
  | 'notSaid'
  | 'empty'
  | 'tooLong'
  | 'secret'
  | 'paused'
  | 'incognito'
  | 'serverOff'
  | 'moved'

/** What the model asks to be kept, and the note that it corrects. */
export interface RememberCall {
  readonly quote: string
  readonly insteadOf: string | undefined
}

const HOW =
  'remember takes {"quote": what to keep, word for word as the user put it in their newest message; "instead_of": the note that it corrects, if it does}.'
const AWAY = 'Not kept: memory is out of reach just now. Tell the user so.'

const results: Readonly<Record<RememberOutcome, string>> = {
  new: 'Kept.',
  corrected: 'Kept, and the note is past now.',
  unnoted: 'Kept. No note reads like the one to be corrected, so all of them stay.',
  known: 'Known already.',
  notSaid: `Not kept: only what the user says themselves in their newest message can be. ${HOW}`,
  empty: `Not kept: there are no words in it. ${HOW}`,
  tooLong: 'Not kept: 1,000 characters at most. Ask the user to put it more briefly.',
  secret: 'Not kept: keys, passwords, card numbers and the like never are. Tell the user so.',
  paused: 'Not kept: the user has paused their memory; /privacy switches it on again. Tell them so.',
  incognito: 'Not kept: this conversation is incognito; /privacy ends that. Tell the user so.',
  serverOff: 'Not kept: the admins of this server have switched memory off; in a DM it works. Tell the user so.',
  moved: 'Not kept: the message was taken back meanwhile.',
}

const wanted = z.object({ quote: z.string(), instead_of: z.string().nullish() })

const described = {
  name: 'remember',
  description:
    'Keeps what the user asks you in their newest message to remember, or a correction of a note. For nothing else: what they tell you is learned without it.',
  parameters: {
    type: 'object',
    properties: {
      quote: { type: 'string', description: 'What to keep, word for word as it stands in their newest message' },
      instead_of: { type: 'string', description: 'The note that it corrects, word for word, if it does' },
    },
    required: ['quote'],
    additionalProperties: false,
  },
} as const

/** The tool by which the model keeps what the user asks it to, at once. */
export function rememberTool(
  keep: (wish: RememberCall) => Promise<RememberOutcome>,
  onFailure: (error: unknown, consequence: string) => void,
): ChatTool {
  return {
    ...described,
    async run(args) {
      const { data } = wanted.safeParse(args)
      if (data === undefined) return HOW
      try {
        return results[await keep({ quote: data.quote, insteadOf: data.instead_of || undefined })]
      } catch (error) {
        onFailure(error, 'what the model was asked to remember was not kept')
        return AWAY
      }
    },
  }
}
