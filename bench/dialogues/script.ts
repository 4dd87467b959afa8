/** What somebody does in a dialogue, one after the other. */
export type Step =
  /** Says it in the DM, or mentions the bot in #general, and waits for the answer. */
  | { readonly says: string; readonly in?: 'general' }
  /** So many exchanges about nothing: three of them leave no other word in the window. */
  | { readonly smallTalk: number }
  /** The learner runs, and the bot is started anew. */
  | 'later'
  | Question

/** Asks, and the answer has to match the first expressions and none of the second. */
export interface Question {
  readonly asks: string
  readonly in?: 'general'
  readonly expects?: readonly RegExp[]
  readonly never?: readonly RegExp[]
  /** Nobody has told it: the answer says so, and names nobody and nothing that was not named before. */
  readonly isUnknown?: true
}

export interface Dialogue {
  readonly name: string
  readonly steps: readonly Step[]
  /** What may be learned from it: a fact that matches none of these is junk. */
  readonly facts: readonly RegExp[]
}

/** So many messages stay word for word: what is asked after three exchanges about nothing comes from memory. */
export const WINDOW = { WINDOW_MESSAGES: '6', SUMMARY_KEEP: '4' }

const forgetWindow: readonly Step[] = ['later', { smallTalk: 3 }]

/** What a bot with a memory has to master, in order of difficulty. */
export const dialogues: readonly Dialogue[] = [
  {
    name: 'a name',
    steps: [{ says: "Hi, I'm Alex!" }, ...forgetWindow, { asks: "What's my name?", expects: [/\bAlex\b/u] }],
    facts: [/\bAlex\b/u],
  },
  {
    name: 'a profile',
    steps: [
      { says: "I'm Alex, I use Python and work at Acme Corp" },
      ...forgetWindow,
      { asks: 'Where do I work?', expects: [/\bAcme\b/u] },
      { asks: 'Which programming language do I use?', expects: [/\bPython\b/u] },
    ],
    facts: [/\bAlex\b/u, /\bPython\b/u, /\bAcme\b/u],
  },
  {
    name: 'a friend, and who “she” is',
    steps: [
      { says: 'My friend Sarah works at Google as a software engineer.' },
      { says: "She's been there for 3 years and loves it." },
      ...forgetWindow,
      { asks: 'What do you know about Sarah?', expects: [/\bGoogle\b/u, /engineer/iu, /\b(?:3|three)\b/iu] },
    ],
    facts: [/Sarah|friend/iu],
  },
  {
    name: 'a plan in a later session',
    steps: [
      { says: "I'm planning a trip to Japan in March with budget accommodation." },
      'later',
      { smallTalk: 6 },
      'later',
      { asks: 'What did I plan for March?', expects: [/\bJapan\b/u] },
    ],
    facts: [/\bJapan\b/u],
  },
  {
    name: 'a decision',
    steps: [
      { says: 'We decided to use MariaDB for the shop.' },
      ...forgetWindow,
      { asks: 'What did we decide about the shop?', expects: [/Maria\s?DB/iu] },
    ],
    facts: [/Maria\s?DB/iu],
  },
  {
    name: 'a correction',
    steps: [
      { says: 'I live in Lisbon.' },
      'later',
      { says: 'I moved to Oslo last week.' },
      ...forgetWindow,
      { asks: 'In which city do I live now?', expects: [/\bOslo\b/u], never: [/(?:live|living) in Lisbon/iu] },
    ],
    facts: [/\bLisbon\b/u, /\bOslo\b/u],
  },
  {
    name: 'a promise of sixty messages ago',
    steps: [
      { says: 'I promise to send you the photos of Rex on my birthday.' },
      { smallTalk: 30 },
      'later',
      { asks: 'What did I promise you?', expects: [/\bphoto/iu] },
    ],
    facts: [/photo/iu, /\bRex\b/u],
  },
  {
    name: 'a secret that stays in the DM',
    steps: [
      { says: 'My sister Mia is secretly planning to leave Initech.' },
      'later',
      { asks: 'Where does my sister Mia work?', in: 'general', never: [/Initech/iu] },
      { smallTalk: 3 },
      { asks: 'What does Mia plan?', expects: [/Initech/iu] },
    ],
    facts: [/\bMia\b/u],
  },
  {
    name: 'what was never said',
    steps: [{ says: 'I like rain.' }, ...forgetWindow, { asks: "What's my sister's name?", isUnknown: true }],
    facts: [/\brain\b/iu],
  },
]
