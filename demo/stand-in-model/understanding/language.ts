/** What a clause of a certain form tells. */
export interface FactRule {
  /**
   * A regular expression of a whole clause, without fillers. `{slot}` is one of the language's slots, in a group of its name;
   * `{who}` the user, somebody of theirs or a pronoun, `{whose}` the same as `my`, `{whom}` a pronoun in another case.
   */
  readonly when: string
  /** The sentence, with what the groups hold: `{slot}`, and `{verb+s}` for the verb in the third person. */
  readonly tells: string
  readonly facet?: string
  /** The group that holds the facet's value. */
  readonly value?: string
  readonly kind?: 'preference' | 'plan' | 'event' | 'decision'
  readonly status?: 'past'
  /** The group that holds what the user has from now on: who “it” or “they” is in what follows. */
  readonly introduces?: string
  /** The group that holds how that, or whoever the clause is about, is called. */
  readonly names?: string
  /** What somebody says, and the facts that come of it: none, if there are none. They are the rule's tests. */
  readonly examples: readonly (readonly [said: string, ...facts: string[]])[]
}

/** How a language is read. Patterns ignore case. */
export interface Language {
  /** Whether a text is in it. */
  readonly isSpokenIn: RegExp
  /** Sentences that tell nothing of anybody: questions, wishes, what would be, fiction, jokes, what others have said. */
  readonly unsaid: RegExp
  /** What is not so; a rule has to expect it in so many words. */
  readonly denial: RegExp
  /** Of whom nobody tells any further: a pronoun behind them means nobody that is known. */
  readonly strangers: RegExp
  /** Lazy spellings, and what they stand for, one after the other. */
  readonly spellings: readonly (readonly [RegExp, string])[]
  /** Words at a clause's beginning and end that tell nothing. */
  readonly openings: RegExp
  readonly endings: RegExp
  /** Words at a clause's end that tell when. They go into the fact's date. */
  readonly moment: RegExp
  /** Where a clause may end and another begin, if both tell something. */
  readonly joints: RegExp
  /** Pieces of rules. What a slot holds that begins with a capital is written with one. */
  readonly slots: Readonly<Record<string, string>>
  readonly who: Who
  /** A newer word for one in the fact before: the groups `new`, and `old` where it is said. */
  readonly corrections: readonly RegExp[]
  /** Words of a speaker's own, and what they are in a sentence about them. */
  readonly ownWords: readonly (readonly [RegExp, string])[]
  readonly third?: (verb: string) => string
  readonly rules: readonly FactRule[]
  /** Before what is kept in mind of a sentence. */
  readonly noted: string
  /** Before what the user told, when they ask for it. */
  readonly recalled: string
  /** To whom nothing was understood: what would have been, and how to talk to a real model. */
  readonly notUnderstood: string
}

/** Whom a sentence can be about, in patterns. */
export interface Who {
  readonly user: string
  readonly my: string
  /** Between `my` and whoever it is: a space, where there are spaces. */
  readonly gap: string
  /** Somebody of the user's. */
  readonly relation: string
  /** May stand behind that, as in “my sister Mia”. */
  readonly name: string
  /** Behind a name or a relation: what makes it own something. */
  readonly possessive: string
  readonly pronoun: string
  readonly whose: string
  readonly whom: string
  /** Pronouns, and the relations that they can't mean. */
  readonly mismatched: readonly (readonly [pronoun: RegExp, relation: RegExp])[]
  readonly pets: RegExp
  /** In a sentence about them. */
  readonly theUser: string
  /** The same of somebody of theirs, by what they are and the word that stood before it. */
  readonly theirs: (relation: string, my: string) => string
}

/** A pattern of any of these: `bed, box of tea`. */
export function anyOf(pieces: string): string {
  return `(?:${pieces.replaceAll(', ', '|')})`
}
