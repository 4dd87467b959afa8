// Closed classes of English, by which the parts of a sentence are told apart. Word list: English only.

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/u))

export const PREPOSITIONS = set(`
  of to with for from by about at on in into without against between near under over via per towards toward onto behind
  beside besides around through during among off up out beyond despite except`)

/** Both prepositions and conjunctions. */
export const PREPOSITIONAL_CONJUNCTIONS = set('after before since until than as like')

export const COORDINATORS = set('and or but then yet nor &')

/** What begins a clause with a subject of its own. */
export const SUBORDINATORS = set(`
  because that who which while if when although though so where whose whom unless whereas how why what whether once
  wherever whenever whatever whoever`)

export const NOUN_INTRODUCERS = set(`
  a an the this that these those his her their its my your our some any every each no both all another several many much
  one two three four five six seven eight nine ten`)

/** After a verb these are what it tells of, after a noun they can't stand. */
export const OBJECT_PRONOUNS = set(
  'it him her them me us everything nothing something anything everybody nobody someone',
)

/** Verbs that a whole sentence can follow without a conjunction. */
export const REPORTING = set(`
  says said thinks thought believes believed knows knew hopes hoped feels felt wishes wished claims claimed suspects
  suspected doubts doubted heard hears insists insisted assumes assumed noticed realised realized wonders wondered told
  promised suggested`)

/** What a word after “the user” as an object can be; any other makes a compound of it, as in “the user interface”. */
export const AFTER_OBJECT = set(`
  is are was were has have had there here alone instead too as well than if while because that who whom which when where
  what why how whether so not twice once`)

/** Behind “the user's” these make it “the user is”, or nothing that is clear. */
export const NO_NOUNS = set(
  'been being going got not a an the always never is are was were has had currently just still',
)

/** Nouns in the plural that nobody owns anything by, or does anything to. */
export const TIMES = set(`
  years months weeks days hours minutes seconds times weekends mornings evenings afternoons nights mondays tuesdays
  wednesdays thursdays fridays saturdays sundays seasons holidays kilometres kilometers miles metres meters pounds euros
  dollars kilos degrees percent semicolons decades centuries summers winters springs autumns birthdays thanks pronouns
  lots tons loads plenty overseas outdoors indoors upstairs downstairs sometimes always besides perhaps afterwards alas
  nowadays gymnastics mathematics maths physics economics politics athletics news linguistics ethics electronics robotics
  patches shifts vegetables sports tennis squash chess glass grass bus gas boss class business kindness illness process
  access address success dress progress congress his hers theirs ours yours this thus its us less unless across as is was
  has does plus minus versus series species diabetes`)

export const PLURALS = set('people children parents kids siblings men women teeth feet mice twins police folks')

/** Of these a picture, not an owner is told by “of”. */
export const PICTURES = set(
  'photo photos picture pictures portrait drawing painting video image part half knowledge memory fear love',
)

/** Words by which a sentence is told to be in another language. */
export const FOREIGN = set(`
  und ist nicht ein eine einen einem einer mit für bei hat seit nach zum zur wohnt arbeitet auch el los las con una del por
  muy et une dans pour avec chez och är inte een het niet się jest che della è não uma em com ve bir için olan ja nie`)

/** Words behind which the user's own name can stand. */
export const NAMING = new Set(['name', 'named', 'called', 'nickname', 'nicknamed'])

/** Beside the user they make it unclear of whom a verb tells: “neither the user nor his wife”, “everyone but the user”, “the user: lives in Oslo”. */
export const CORRELATIVES = new Set(['neither', 'nor', 'either', 'but', 'except', ':'])
