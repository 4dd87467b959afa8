import { z } from 'zod'
import type { ChatTool } from '../chat-model.ts'
import { defineTool, type OnFailure, optional } from './define-tool.ts'

const USAGE =
  'remember takes {"quote": what to keep, word for word as the user put it in their newest message; "instead_of": the note that it corrects, if it does}.'

/** What the model reads, by the outcome of its call. */
const results = {
  new: 'Kept.',
  corrected: 'Kept, and the note is past now.',
  /** It was kept, but no note reads like the one it was to correct, or the user's words are about others. */
  unnoted: 'Kept. No note reads like the one to be corrected and is about the same, so all of them stay.',
  known: 'Known already.',
  /** The words are not the user's own in their newest message. */
  notSaid: `Not kept: only what the user says themselves in their newest message can be. ${USAGE}`,
  empty: `Not kept: there are no words in it. ${USAGE}`,
  tooLong: 'Not kept: 1,000 characters at most. Ask the user to put it more briefly.',
  instruction: 'Not kept: it reads like a rule for you, and only what is of the life of the user is. Tell the user so.',
  secret: 'Not kept: keys, passwords, card numbers and the like never are. Tell the user so.',
  paused: 'Not kept: the user has paused their memory; /privacy switches it on again. Tell them so.',
  incognito: 'Not kept: this conversation is incognito; /privacy ends that. Tell the user so.',
  serverOff: 'Not kept: the admins of this server have switched memory off; in a DM it works. Tell the user so.',
  moved: 'Not kept: the message was taken back meanwhile.',
}

export type RememberOutcome = keyof typeof results

/** What came of a call; with it notes, word for word, that everybody who reads the answer may see. */
export interface RememberReply {
  readonly outcome: RememberOutcome
  /** Past now: what was kept took their place. */
  readonly replaced?: readonly string[]
  /** What was kept may contradict them, and they stay. */
  readonly conflicts?: readonly string[]
}

/** What the model asks to be kept, and the note that this corrects. */
export interface RememberCall {
  readonly quote: string
  readonly insteadOf: string | undefined
}

const remember = defineTool({
  name: 'remember',
  description:
    'Keeps what the user asks you in their newest message to remember, or a correction of a note. For nothing else: what they tell you is learned without it.',
  parameters: z.object({
    quote: z.string().describe('What to keep, word for word as it stands in their newest message'),
    instead_of: optional(z.string()).describe('The note that it corrects, word for word, if it does'),
  }),
  usage: USAGE,
  unavailable: 'Not kept: memory is out of reach just now. Tell the user so.',
  consequence: 'remember tool failed, kept nothing',
})

/** The tool by which the model keeps what the user asks it to, at once. */
export function rememberTool(keep: (call: RememberCall) => Promise<RememberReply>, onFailure: OnFailure): ChatTool {
  return remember(async ({ quote, instead_of: insteadOf }) => resultOf(await keep({ quote, insteadOf })), onFailure)
}

function resultOf({ outcome, replaced = [], conflicts = [] }: RememberReply): string {
  return [
    results[outcome],
    ...(replaced.length > 0 ? [`It took the place of this, which is past now: ${quoted(replaced)}.`] : []),
    ...(conflicts.length > 0
      ? [
          `It may contradict this, which stays: ${quoted(conflicts)}. Tell the user, who can put that right with /whatdoyouknow.`,
        ]
      : []),
  ].join(' ')
}

/** There is little room kept free for what a call gives: discord/answering/tools/chat-tools.ts. */
const MAX_NOTES = 2
const MAX_NOTE_LENGTH = 80

function quoted(notes: readonly string[]): string {
  const short = (note: string) => (note.length > MAX_NOTE_LENGTH ? `${note.slice(0, MAX_NOTE_LENGTH)}…` : note)
  return notes
    .slice(0, MAX_NOTES)
    .map(note => JSON.stringify(short(note)))
    .join(', ')
}
