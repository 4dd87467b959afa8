/** A picture of the page in the middle of the tour. */
export interface Picture {
  /** Of its file in docs/pictures, without the ending. */
  readonly name: string
  /** After which step of the tour it is taken, from 1. */
  readonly step: number
  /** What it shows: texts that stand on the page by then. */
  readonly parts: readonly string[]
}

/** What README and docs show, in the order in which the tour comes to it. The page has to have these parts. */
export const pictures: readonly Picture[] = [
  {
    name: 'page',
    step: 7,
    parts: ['Take the tour', 'The bot is ready', 'You are', 'Rex (pet, your dog)', 'What it knows of Emma'],
  },
  { name: 'whatdoyouknow', step: 9, parts: ['What I know about you', 'Show me what I told of…'] },
  { name: 'forget', step: 10, parts: ['Of you I keep now:', 'Keep it'] },
  {
    name: 'receipt',
    step: 11,
    parts: ['I have forgotten everything about you', 'I looked again: nothing of it is left'],
  },
]
