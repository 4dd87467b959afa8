/** Whose memory the tour fills and empties: nobody else's, so that whoever plays the others loses nothing. */
export const TOURIST = 'Emma'

/** What happens in a step. A text may begin with `@Keepsake`. */
export type TourAct =
  /** Says something that is to be remembered: the step is over when it is learned as well. */
  | { readonly kind: 'tell'; readonly text: string }
  | { readonly kind: 'ask'; readonly text: string }
  /** The bot's process ends in order, and another begins. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'command'; readonly name: string; readonly options: Readonly<Record<string, string>> }
  /** From the menu of the bot's newest message that everybody there sees. */
  | { readonly kind: 'message-menu'; readonly name: string }
  /** A button of the newest message that has it, the one field of the form that it opens, and what is typed there. */
  | { readonly kind: 'confirm'; readonly button: string; readonly field: string; readonly words: string }

export interface TourStep {
  readonly place: 'DM' | '#general'
  readonly act: TourAct
  /** What to look at, in a line. */
  readonly look: string
}

/** The tour: what somebody would do in the first minute to see whether the bot remembers, and forgets. */
export const tourSteps: readonly TourStep[] = [
  {
    place: 'DM',
    act: { kind: 'tell', text: "Hi! I'm Emma. I work at Acme and I live in Lisbon." },
    look: 'Emma tells of herself in a direct message. The bot answers, and has learned it a moment later.',
  },
  {
    place: '#general',
    act: { kind: 'tell', text: '@Keepsake my dog Rex loves the sea.' },
    look: 'Now in #general, where others read along: the bot answers what mentions it.',
  },
  {
    place: '#general',
    act: { kind: 'ask', text: '@Keepsake where do I live?' },
    look: 'Look what it does not say: Lisbon was told in private, and is not told in front of others.',
  },
  {
    place: 'DM',
    act: { kind: 'tell', text: 'I live in Porto now.' },
    look: 'Emma has moved: Porto takes the place of Lisbon.',
  },
  {
    place: 'DM',
    act: { kind: 'restart' },
    look: 'A real restart: the process of the bot ends, and another one begins.',
  },
  {
    place: 'DM',
    act: { kind: 'ask', text: 'Where do I live?' },
    look: 'Does the new process know? Its memory is in Redis: Porto, not Lisbon.',
  },
  {
    place: 'DM',
    act: { kind: 'ask', text: 'What do you know about Rex?' },
    look: 'Rex was told in #general. In private Emma hears of him, too.',
  },
  {
    place: 'DM',
    act: { kind: 'message-menu', name: 'Why did you say that?' },
    look: '“Why did you say that?” in the menu of that answer: what went into it, and where each comes from.',
  },
  {
    place: 'DM',
    act: { kind: 'command', name: 'whatdoyouknow', options: {} },
    look: '/whatdoyouknow: all that it knows of Emma, seen by her alone, and to be corrected from here.',
  },
  {
    place: 'DM',
    act: { kind: 'command', name: 'forget', options: { what: 'everything' } },
    look: '/forget everything: what would go, counted. Nothing has gone yet.',
  },
  {
    place: 'DM',
    act: {
      kind: 'confirm',
      button: 'Forget everything…',
      field: 'Type the words below to confirm',
      words: 'forget everything',
    },
    look: 'Confirmed. The receipt says what went, that it looked again, and what it can’t take back.',
  },
  {
    place: 'DM',
    act: { kind: 'ask', text: 'Where do I live?' },
    look: 'And really: it does not know any more.',
  },
]
