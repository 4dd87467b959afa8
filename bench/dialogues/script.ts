/** What somebody does in a dialogue, one after the other. */
export type Step =
  /** Says it in the DM, or mentions the bot in #general, and waits for the answer. */
  | { readonly says: string; readonly in?: 'general' }
  /** So many exchanges about nothing. */
  | { readonly smallTalk: number }
  /** The learner runs, and the bot is started anew. */
  | 'later'
  /** Asks, and the answer has to match the first expressions and none of the second. */
  | {
      readonly asks: string
      readonly in?: 'general'
      readonly expects?: readonly RegExp[]
      readonly never?: readonly RegExp[]
    }

export interface Dialogue {
  readonly name: string
  readonly steps: readonly Step[]
}

/** What a bot with a memory has to master, in order of difficulty. */
export const dialogues: readonly Dialogue[] = [
  {
    name: 'a name',
    steps: [{ says: "Hi, I'm Alex!" }, 'later', { asks: "What's my name?", expects: [/Alex/u] }],
  },
  {
    name: 'a profile',
    steps: [
      { says: "I'm Alex, I use Python and work at Acme Corp" },
      'later',
      { asks: 'Where do I work?', expects: [/Acme/u] },
      { asks: 'Which programming language do I use?', expects: [/Python/u] },
    ],
  },
  {
    name: 'a friend, and who “she” is',
    steps: [
      { says: 'My friend Sarah works at Google as a software engineer.' },
      { says: "She's been there for 3 years and loves it." },
      'later',
      { asks: 'What do you know about Sarah?', expects: [/Google/u, /engineer/iu, /3|three/iu] },
    ],
  },
  {
    name: 'a plan in a later session',
    steps: [
      { says: "I'm planning a trip to Japan in March with budget accommodation." },
      'later',
      { smallTalk: 12 },
      'later',
      { asks: 'What did I plan for March?', expects: [/Japan/u] },
    ],
  },
  {
    name: 'a decision',
    steps: [
      { says: 'We decided to use Postgres for the shop.' },
      'later',
      { asks: 'What did we decide about the shop?', expects: [/Postgres/u] },
    ],
  },
  {
    name: 'a correction',
    steps: [
      { says: 'I live in Lisbon.' },
      'later',
      { says: 'I moved to Oslo last week.' },
      'later',
      { asks: 'Where do I live?', expects: [/Oslo/u] },
    ],
  },
  {
    name: 'a promise of sixty messages ago',
    steps: [
      { says: 'I promise to send you the photos of Rex on my birthday.' },
      { smallTalk: 30 },
      'later',
      { asks: 'What did I promise you?', expects: [/photo/iu] },
    ],
  },
  {
    name: 'a secret that stays in the DM',
    steps: [
      { says: 'My sister Mia is secretly planning to leave Initech.' },
      'later',
      { asks: 'Where does my sister Mia work?', in: 'general', never: [/Initech/u] },
      { asks: 'What does Mia plan?', expects: [/Initech/u] },
    ],
  },
  {
    name: 'what was never said',
    steps: [{ says: 'I like rain.' }, 'later', { asks: "What's my sister's name?", never: [/Sarah|Mia/u] }],
  },
]
