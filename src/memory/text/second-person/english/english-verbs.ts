// The forms of English verbs, as far as a sentence in the third person turns on them.

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/u))

/** The finite forms that are not made by an ending. */
const IRREGULAR: Readonly<Record<string, string>> = {
  ...{ is: 'are', was: 'were', has: 'have', does: 'do', goes: 'go' },
  ...{ "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't", "doesn't": "don't" },
  ...{ dies: 'die', lies: 'lie', ties: 'tie', unties: 'untie', vies: 'vie', belies: 'belie' },
  ...{ focuses: 'focus', biases: 'bias', quizzes: 'quiz', gases: 'gas', busses: 'bus', refocuses: 'refocus' },
  ...{ aches: 'ache', caches: 'cache', axes: 'axe', shoes: 'shoe', canoes: 'canoe', tiptoes: 'tiptoe' },
}

const THIRD_PERSON = new Map(Object.entries(IRREGULAR).map(([third, base]) => [base, third]))

/** Words in -s that no verb is, where a verb can stand. */
const NO_VERBS = set(`
  always sometimes perhaps besides nowadays afterwards towards thus its this plus vs minus less unless across as was
  whereas his hers theirs yours ours others us news is series species yes this sometimes backwards forwards upwards
  downwards outdoors indoors overseas upstairs downstairs whenever alas nevertheless nonetheless regardless yourselves themselves`)

/** The form for “you” of a verb that is finite in the third person; undefined where a word can't be one. */
export function secondPersonForm(word: string): string | undefined {
  const irregular = IRREGULAR[word.replace('’', "'")]
  if (irregular !== undefined) return irregular
  if (!/^[a-z]+(?:-[a-z]+)*s$/u.test(word) || NO_VERBS.has(word) || /(?:ss|us|is)$/u.test(word)) return undefined
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  if (/(?:ss|sh|ch|x|zz|[^aeiou]o|tz)es$/u.test(word)) return word.slice(0, -2)
  return word.slice(0, -1)
}

/** The form for “the user” of a verb as it stands after “you”; the same word where it is none, or has one form alone. */
export function thirdPersonForm(word: string): string {
  const irregular = THIRD_PERSON.get(word.replace('’', "'"))
  if (irregular !== undefined) return irregular
  if (!/^[a-z]+(?:-[a-z]+)*$/u.test(word) || isPastOrModal(word) || isAdverb(word)) return word
  if (/[^aeiou]y$/u.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:s|sh|ch|x|z|[^aeiou]o)$/u.test(word) ? `${word}es` : `${word}s`
}

const MODALS = set(`
  can could will would shall should may might must ought dare cannot can't couldn't won't wouldn't shan't shouldn't
  mightn't mustn't didn't hadn't did had`)

/** Past forms without -ed. */
const PAST = set(`
  arose ate awoke beat became began bent bet bit bled blew bore bought bound bred broke brought built burnt burst came
  cast caught chose clung cost crept cut dealt dove drank dreamt drew drove dug fed fell felt fit fled flew flung forbade
  forgave forgot fought found froze gave got grew ground heard held hid hit hung hurt kept knelt knew laid lay leapt
  learnt led left lent let lit lost made mad meant met misread misunderstood overcame overslept paid proved put quit ran
  rang reread rewrote rode rose said sang sank sat saw sent set sewed shed shone shook shot showed shrank shut slept slid
  smelt sold sought spent spelt spilt spat split spoilt spoke spread sprang spun stank stole stood stuck struck stung
  swam swept swore swung taught thought threw told took tore understood undertook upset used went wept withdrew woke won
  wore wound wove wrote`)

/** Whether a word can be a finite form that is the same in all persons. */
export function isPastOrModal(word: string): boolean {
  const plain = word.replace('’', "'")
  return MODALS.has(plain) || PAST.has(plain) || /^[a-z-]{2,}ed$/u.test(plain)
}

const ADVERBS = set(`
  never always often still also already just now currently usually rarely sometimes once recently soon even then first
  not both probably maybe perhaps seldom almost nearly finally eventually no longer ever again twice long later today
  tonight yesterday tomorrow only quite rather really very nowadays all too so far hardly mostly clearly generally`)

/** Whether a word can stand between a subject and its verb. */
export function isAdverb(word: string): boolean {
  return ADVERBS.has(word) || (/^[a-z]{3,}ly$/u.test(word) && !NO_ADVERBS.has(word))
}

const NO_ADVERBS = set('rely fly apply supply reply comply multiply family only')

/** Third persons that are no noun in the plural, or so seldom that none is taken for one. Word list: English only. */
const CERTAIN_VERBS = set(`
  lives has is does goes wants loves hates owns eats makes takes gives gets keeps says tells knows thinks believes means
  prefers enjoys speaks studies writes reads teaches learns listens sings swims sleeps sees sells buys brings sends spends
  saves wears grows bakes paints draws rides flies drives travels moves meets becomes begins stays starts stops tries uses
  hopes needs asks agrees admires adores avoids attends belongs breeds builds calls carries chooses collects commutes
  considers contains cooks cycles dislikes drinks earns fears feels finds follows forgets gardens happens hears hikes hosts
  identifies indents includes jogs joins knits lacks lets likes lifts lends lies maintains manages misses mains mows
  occupies operates organises organizes owes participates pays plays practises practices produces promises reads receives
  regrets relies remembers rents repairs requires runs sails seems serves shares skis skips smokes snores speaks struggles studies hopes plans
  suffers supports suspects teaches tends thinks trains translates trusts understands values vapes visits volunteers waits
  wakes wants washes watches wears weighs wins wishes wonders works worries writes`)

/** Third persons that are as often a noun in the plural. Word list: English only. */
const ALSO_NOUNS = set(`
  calls gardens hikes lifts mains plays practices promises rents repairs runs sails shares trains values visits watches
  drinks cooks paints rides fears finds hosts walks talks dances dreams films travels tests designs codes streams drives
  flies cycles`)

export function isIrregular(word: string): boolean {
  return Object.hasOwn(IRREGULAR, word.replace('’', "'"))
}

/** Whether a third person is a verb (`yes`), a noun in the plural as well (`perhaps`), or not known. */
export function isVerb(word: string): 'yes' | 'perhaps' | 'unknown' {
  if (isIrregular(word)) return 'yes'
  if (ALSO_NOUNS.has(word)) return 'perhaps'
  return CERTAIN_VERBS.has(word) ? 'yes' : 'unknown'
}
