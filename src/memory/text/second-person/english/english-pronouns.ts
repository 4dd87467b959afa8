import type { Subject } from '../subject.ts'
import type { Word } from '../words.ts'
import {
  COORDINATORS,
  NOUN_INTRODUCERS,
  PLURALS,
  PREPOSITIONAL_CONJUNCTIONS,
  PREPOSITIONS,
  SUBORDINATORS,
  TIMES,
} from './english-words.ts'

const PLURAL_FORMS: Readonly<Record<string, string>> = {
  ...{ they: 'you', them: 'you', their: 'your', theirs: 'yours' },
  ...{ themself: 'yourself', themselves: 'yourself' },
}
const SINGULAR_FORMS: Readonly<Record<string, string>> = {
  ...{ he: 'you', she: 'you', him: 'you', his: 'your', her: 'your', hers: 'yours' },
  ...{ himself: 'yourself', herself: 'yourself' },
}

export const PRONOUNS: ReadonlySet<string> = new Set([...Object.keys(PLURAL_FORMS), ...Object.keys(SINGULAR_FORMS)])

/** What can begin a sentence with a capital and names nobody. */
const NO_NAMES = [PREPOSITIONS, PREPOSITIONAL_CONJUNCTIONS, SUBORDINATORS, NOUN_INTRODUCERS, COORDINATORS]

interface Surroundings {
  readonly subject: Subject
  readonly before: string
  readonly next: Word | undefined
}

/** Whom a pronoun can mean, by what was named before it in its sentence. */
export class Antecedents {
  /** Named before the present clause's verb: its subject, which “them” in it does not mean. */
  private pluralSubject = false
  private plurals = false
  private hasVerb = false
  private persons = false
  private things = false
  private relations = false
  /** The user was what a sentence tells of, not only whose sister does something. */
  private isUserNamed = false
  /** One “their”, or “his”, was the user's: so are the others. */
  private isResolved = false
  private isResolvedAsOne = false
  /** The “he” or “she” that was the user. */
  private gender: 'male' | 'female' | undefined
  /** One of the user's was named who can be “he” or “she” as well: “his assistant”. */
  private isOwnNamed = false

  /** Somebody or something of the user's: “the user's sister”. */
  addRelation(): void {
    this.relations = true
  }

  beginClause(subject: Surroundings['subject']): void {
    this.plurals ||= this.pluralSubject
    this.pluralSubject = false
    this.hasVerb = subject === 'user'
    if (subject === 'user' || subject === 'users') this.isUserNamed = true
  }

  beginVerb(): void {
    this.hasVerb = true
  }

  /** A word that no verb and no pronoun is. */
  read({ text, lower }: Word, before: Word | undefined): void {
    if (isPlural(text, lower)) {
      if (this.hasVerb) this.plurals = true
      else this.pluralSubject = true
      return
    }
    if (/^\p{Lu}/u.test(text) && !isPlacePreposition(before?.lower ?? '') && !NO_NAMES.some(words => words.has(lower)))
      this.persons = true
    else if (/^(?:an?|the|some|another)$/u.test(before?.lower ?? '')) this.things = true
  }

  /** What stands for a pronoun in a sentence to the user; `other` where it means somebody or something else. */
  resolve(pronoun: string, around: Surroundings): string {
    const meaning = pronoun in PLURAL_FORMS ? this.resolvePlural(pronoun, around) : this.resolveOne(pronoun, around)
    if (meaning !== 'other' && meaning !== 'unclear') {
      if (pronoun in PLURAL_FORMS) this.isResolved = true
      else this.isResolvedAsOne = true
      this.gender ??= genderOf(pronoun)
      if (meaning === 'your' && canBeOnePerson(around.next)) this.isOwnNamed = true
    }
    return meaning
  }

  private resolvePlural(pronoun: string, around: Surroundings): string {
    const form = PLURAL_FORMS[pronoun] ?? 'unclear'
    if (pronoun.startsWith('thems')) return resolveReflexive(form, around.subject)
    if (around.subject === 'users') return pronoun === 'them' ? 'unclear' : form
    if (pronoun === 'them') return this.resolveThem(form, around)
    const isUser = around.subject === 'user'
    if (pronoun === 'they') return this.resolveThey(form, isUser)
    return isUser ? this.resolveTheirOfUser(form) : this.resolveTheirOfOthers(form)
  }

  private resolveThem(form: string, { subject, before }: Surroundings): string {
    if (subject !== 'user') return this.hasVerb && !this.plurals ? form : 'unclear'
    // What the user does to “them” they do to others; what they carry with them, they have.
    if (this.plurals) return 'other'
    return before === 'with' && !this.isOtherNamed() ? form : 'unclear'
  }

  private resolveThey(form: string, isUser: boolean): string {
    if (this.plurals || this.pluralSubject || (this.persons && this.isResolved)) return 'unclear'
    return isUser || this.isResolved || this.isUserNamed ? form : 'unclear'
  }

  private resolveTheirOfUser(form: string): string {
    return this.isResolved || !this.plurals ? form : 'unclear'
  }

  private resolveTheirOfOthers(form: string): string {
    if (this.plurals) return this.isResolved ? form : 'unclear'
    // “The user's parents sold their house.”
    if (this.pluralSubject) return this.isResolved ? 'unclear' : 'other'
    return this.isResolved || (this.isUserNamed && !this.isOtherNamed()) ? form : 'unclear'
  }

  private resolveOne(pronoun: string, around: Surroundings): string {
    // Whoever is “she” where the user is “he” is somebody else.
    const gender = genderOf(pronoun)
    if (this.gender !== undefined && gender !== undefined && gender !== this.gender) return 'other'
    if (/^(?:he|she)$/u.test(pronoun) && this.isOwnNamed) return 'unclear'
    // “His brother had his too.”
    return pronoun === 'his' && !isNounNext(around.next) ? 'unclear' : this.resolveSingular(pronoun, around)
  }

  private resolveSingular(pronoun: string, { subject, next }: Surroundings): string {
    const isPossessive = /^(?:his|hers)$/u.test(pronoun) || (pronoun === 'her' && isNounNext(next))
    const form = pronoun === 'her' && !isPossessive ? 'you' : (SINGULAR_FORMS[pronoun] ?? 'unclear')
    if (pronoun.endsWith('self')) return subject === 'user' ? form : 'other'
    const isObject = !(isPossessive || pronoun === 'he' || pronoun === 'she')
    if (subject === 'user' || subject === 'users') return this.resolveOfUser(isObject, form)
    return this.resolveOneOfOthers(isPossessive, isObject)
  }

  /** “The user's sister sold her car.” */
  private resolveOneOfOthers(isPossessive: boolean, isObject: boolean): string {
    if (this.isUserNamed || isObject) return 'unclear'
    return this.persons || (isPossessive && this.relations) ? 'other' : 'unclear'
  }

  /** “He”, “him” and “his” where the user does something. */
  private resolveOfUser(isObject: boolean, form: string): string {
    if (isObject) return this.isOtherNamed() ? 'other' : 'unclear'
    if (this.isOtherNamed()) return this.isResolvedAsOne ? 'unclear' : 'other'
    return this.things ? 'unclear' : form
  }

  private isOtherNamed(): boolean {
    return this.persons || this.relations
  }
}

function resolveReflexive(form: string, subject: Subject): string {
  if (subject === 'users') return 'yourselves'
  return subject === 'user' ? form : 'other'
}

function genderOf(pronoun: string): 'male' | 'female' | undefined {
  if (/^(?:he|him|his|himself)$/u.test(pronoun)) return 'male'
  return /^(?:she|her|hers|herself)$/u.test(pronoun) ? 'female' : undefined
}

/** Whether what is somebody's is one: not “kids”, nor “two kids”. */
function canBeOnePerson(next: Word | undefined): boolean {
  return next !== undefined && /^\p{L}/u.test(next.text) && !isPlural(next.text, next.lower) && !COUNTS.has(next.lower)
}

/** Numbers in words, as people count those who are theirs. */
const COUNTS = new Set(['two', 'three', 'four', 'five', 'six', 'seven'])

function isNounNext(next: Word | undefined): boolean {
  return (
    next !== undefined &&
    /^[\p{L}\p{N}]/u.test(next.text) &&
    !PREPOSITIONS.has(next.lower) &&
    !/^(?:and|or|too|as|either)$/u.test(next.lower)
  )
}

function isPlural(text: string, lower: string): boolean {
  if (PLURALS.has(lower)) return true
  return /^[a-z-]{2,}[^s]s$/u.test(text) && !/(?:us|is|ous)$/u.test(lower) && !TIMES.has(lower)
}

function isPlacePreposition(word: string): boolean {
  return /^(?:in|at|from|to|near|on|of|the|for|since|by|under|about)$/u.test(word)
}
