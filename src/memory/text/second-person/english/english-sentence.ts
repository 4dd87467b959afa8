import type { Subject } from '../subject.ts'
import { Unclear } from '../unclear.ts'
import { type Word, withCapitalOf } from '../words.ts'
import {
  beginsClause,
  canFollowObject,
  isCoordinatedVerb,
  isMark,
  isName,
  isPlainFinite,
  isThirdPerson,
  isVerbForm,
  nounBefore,
  plainWord,
  skipAdverbs,
} from './english-clauses.ts'
import { Antecedents, PRONOUNS } from './english-pronouns.ts'
import { isAdverb, isPastOrModal, isVerb, secondPersonForm } from './english-verbs.ts'
import {
  COORDINATORS,
  CORRELATIVES,
  NAMING,
  NO_NOUNS,
  NOUN_INTRODUCERS,
  OBJECT_PRONOUNS,
  PICTURES,
  PREPOSITIONS,
  REPORTING,
  SUBORDINATORS,
} from './english-words.ts'

/** A sentence about “the user”, read from its first word to its last, and rewritten on the way. */
export class EnglishSentence {
  private readonly words: readonly Word[]
  private readonly shown: string[]
  private readonly antecedents: Antecedents
  private subject: Subject
  /** Since the user's last verb another clause began, so that a verb behind “and” can belong to either. */
  private isNested = false
  private verbAt = -1
  /** The clause has begun, and its verb is yet to come. */
  private needsVerb = false

  constructor(words: readonly Word[]) {
    this.words = words
    this.shown = words.map(({ text, space }) => text + space)
    this.antecedents = new Antecedents()
  }

  rewrite(): readonly string[] {
    this.words.forEach((word, at) => {
      if (word.isQuoted) return
      if (word.lower === "the user's") this.rewritePossessive(at)
      else if (word.lower === 'the user') this.rewriteUser(at)
      else if (PRONOUNS.has(word.lower)) this.rewritePronoun(at)
      else if (at !== this.verbAt) this.read(at)
    })
    return this.shown
  }

  private lower(at: number): string {
    return this.words[at]?.lower ?? ''
  }

  private show(at: number, text: string): void {
    const word = this.words[at]
    if (word !== undefined) this.shown[at] = withCapitalOf(word.text, text) + word.space
  }

  private rewritePossessive(at: number): void {
    const next = this.words[at + 1]
    if (next === undefined || isMark(next)) {
      if (at === 0) throw new Unclear()
      this.show(at, 'yours')
      return
    }
    if (NO_NOUNS.has(next.lower)) throw new Unclear()
    this.show(at, 'your')
    this.antecedents.addRelation()
    if (beginsClause(this.words, at)) this.begin('other')
  }

  private rewriteUser(at: number): void {
    const verb = skipAdverbs(this.words, at + 1)
    const [next, before] = [this.lower(at + 1), this.lower(at - 1)]
    if (CORRELATIVES.has(before) || CORRELATIVES.has(next)) throw new Unclear()
    if (beginsClause(this.words, at) && (next === 'and' || next === 'or') && !isVerbForm(this.lower(verb + 1))) {
      this.show(at, 'you')
      this.begin('users')
      return
    }
    if (this.isInverted(at)) {
      this.show(at - 1, secondPersonForm(before) ?? before)
      this.show(at, 'you')
      this.verbAt = at + 1
      this.begin('user')
      return
    }
    if (before === 'and' && this.isSubjectWith(at, verb)) {
      this.show(at, 'you')
      this.begin('users')
      return
    }
    if (next === ',' && beginsClause(this.words, at)) {
      this.rewriteWithApposition(at)
      return
    }
    if (this.isSubject(at, verb)) {
      this.show(at, 'you')
      this.beginWithVerb(verb)
      return
    }
    this.rewriteObject(at)
  }

  /** “Does the user like…”, “nor does the user eat”. */
  private isInverted(at: number): boolean {
    if (!/^(?:does|is|has|was|doesn't|isn't|hasn't|wasn't)$/u.test(plainWord(this.lower(at - 1)))) return false
    const first = this.lower(at - 2)
    return at === 1 || /^(?:nor|neither|what|where|when|why|how|who|whom|so|never|only|,)$/u.test(first)
  }

  /** “Kim and the user are engaged”: the verb tells of both. */
  private isSubjectWith(at: number, verb: number): boolean {
    if (secondPersonForm(this.lower(verb)) !== undefined || at < 2) return false
    const beforeAnd = this.lower(at - 2)
    return this.subject === undefined && !isVerbForm(beforeAnd) && this.isFirstNoun(at - 2)
  }

  /** Whether nothing but names, determiners and nouns stand before. */
  private isFirstNoun(at: number): boolean {
    return this.words.slice(0, at + 1).every(({ lower }) => !isVerbForm(lower) && !PREPOSITIONS.has(lower))
  }

  private isSubject(at: number, verb: number): boolean {
    const [before, word, after] = [this.lower(at - 1), this.lower(verb), this.lower(verb + 1)]
    if (!isVerbForm(word) || PREPOSITIONS.has(before)) return false
    if (this.words[verb]?.text !== word) return false
    // “The user accounts are locked.”
    if (/^(?:are|were|have|do|don't)$/u.test(plainWord(after)) && isThirdPerson(word) && isVerb(word) === 'unknown')
      throw new Unclear()
    if (beginsClause(this.words, at) || REPORTING.has(before) || isAdverb(before)) return true
    if (isPastOrModal(word) || isVerb(word) === 'yes') return true
    // A time or a place stands before it: “In 2019”, “On Tuesdays”; or it is a noun: “manages the user accounts”.
    if (this.subject === undefined && this.beginsWithTime() && isVerb(word) !== 'unknown') return true
    if (this.subject === undefined && this.beginsWithTime()) throw new Unclear()
    return false
  }

  /** “In 2019”, “on Tuesdays”, “every winter”. */
  private beginsWithTime(): boolean {
    return PREPOSITIONS.has(this.lower(0)) || /^(?:every|each|last|next|this|most|some)$/u.test(this.lower(0))
  }

  private beginWithVerb(verb: number): void {
    this.begin('user')
    this.verbAt = verb
    const form = secondPersonForm(this.lower(verb))
    if (form !== undefined) this.show(verb, form)
  }

  private begin(subject: Subject): void {
    this.subject = subject
    this.isNested = false
    this.verbAt = -1
    this.needsVerb = subject === 'other'
    this.antecedents.beginClause(subject)
  }

  /** “The user, who is 34, lives alone”, “The user, a nurse, works at night”. */
  private rewriteWithApposition(at: number): void {
    const end = this.words.findIndex(({ lower }, index) => index > at + 1 && lower === ',')
    const verb = skipAdverbs(this.words, end + 1)
    if (end === -1 || !isVerbForm(this.lower(verb))) throw new Unclear()
    const inner = this.words.slice(at + 2, end)
    if (inner.some(({ lower }) => PRONOUNS.has(lower))) throw new Unclear()
    if (inner[0]?.lower === 'who') {
      const innerVerb = skipAdverbs(this.words, at + 3)
      const form = secondPersonForm(this.lower(innerVerb))
      if (form !== undefined) this.show(innerVerb, form)
      if (inner.slice(innerVerb - at - 1).some(({ lower }) => secondPersonForm(lower) !== undefined))
        throw new Unclear()
    }
    this.show(at, 'you')
    this.beginWithVerb(verb)
  }

  private rewriteObject(at: number): void {
    const next = this.words[at + 1]
    if (next !== undefined && !isMark(next) && !canFollowObject(next)) {
      // “Suggested that the user keep a diary”, but “the user interface”.
      if (SUBORDINATORS.has(this.lower(at - 1))) throw new Unclear()
      return
    }
    if (next?.lower === 'who') throw new Unclear()
    if (this.lower(at - 1) !== 'of') {
      this.show(at, 'you')
      return
    }
    const noun = nounBefore(this.words, at - 1)
    if (noun === undefined || PICTURES.has(this.lower(at - 2))) {
      this.show(at, 'you')
      return
    }
    if (noun.determiner !== 'the') {
      this.show(at, 'yours')
      return
    }
    // “The wife of the user” is “your wife”.
    this.show(noun.at, 'your')
    const last = this.shown[at - 2] ?? ''
    if (this.words[at]?.space === '') this.shown[at - 2] = last.trimEnd()
    this.shown[at - 1] = ''
    this.shown[at] = ''
  }

  private rewritePronoun(at: number): void {
    const verb = skipAdverbs(this.words, at + 1)
    const meaning = this.antecedents.resolve(this.lower(at), {
      subject: this.subject,
      before: this.lower(at - 1),
      next: this.words[at + 1],
    })
    if (meaning === 'unclear') throw new Unclear()
    if (meaning === 'other') {
      // “The user's name is Ana, and she…”
      if (this.words.slice(0, at).some(({ lower }) => NAMING.has(lower))) throw new Unclear()
      if (/^(?:they|he|she)$/u.test(this.lower(at))) this.begin('other')
      return
    }
    this.show(at, meaning)
    if (!/^(?:they|he|she)$/u.test(this.lower(at))) return
    const form = this.lower(at) === 'they' ? undefined : secondPersonForm(this.lower(verb))
    const plural = this.subject === 'users'
    this.begin(plural ? 'users' : 'user')
    this.verbAt = verb
    if (form !== undefined) this.show(verb, form)
  }

  /** A word that is neither the user nor a pronoun: a verb of theirs behind “and”, or what tells where a clause begins. */
  private read(at: number): void {
    const word = this.words[at]
    if (word === undefined) return
    if (/^[.;!?]$/u.test(word.text)) {
      this.begin(undefined)
      return
    }
    if (SUBORDINATORS.has(word.lower)) {
      this.isNested = true
      this.needsVerb = true
    }
    if (this.needsVerb && isPlainFinite(word.lower)) this.readVerb()
    const form = word.text === word.lower ? secondPersonForm(word.lower) : undefined
    if (form === undefined) {
      this.antecedents.read(word, this.words[at - 1])
      return
    }
    let before = at - 1
    while (isAdverb(this.lower(before))) before -= 1
    if (!COORDINATORS.has(this.lower(before)) && this.lower(before) !== ',') {
      this.readVerbOrNoun(at)
      return
    }
    if (this.subject === undefined || this.subject === 'other') {
      this.readVerbOrNoun(at)
      return
    }
    if (!isCoordinatedVerb(this.words, at, before, this.verbAt)) {
      this.antecedents.read(word, this.words[at - 1])
      return
    }
    if (this.isNested || this.subject === 'users') throw new Unclear()
    this.show(at, form)
    this.verbAt = at
  }

  private readVerbOrNoun(at: number): void {
    const word = this.words[at]
    if (word === undefined) return
    const before = this.lower(at - 1)
    const next = this.lower(at + 1)
    const isNoun = NOUN_INTRODUCERS.has(before) || PREPOSITIONS.has(before) || /['’]s$/u.test(before)
    const hasObject =
      !isNoun && (OBJECT_PRONOUNS.has(next) || (NOUN_INTRODUCERS.has(next) && isName(this.words[at - 1])))
    const isAwaited = !isNoun && this.needsVerb && !isThirdPerson(before)
    const kind = isNoun ? 'unknown' : hasObject || isAwaited ? 'yes' : isVerb(word.lower)
    if (kind === 'unknown' || (kind === 'perhaps' && this.subject === 'user')) {
      this.antecedents.read(word, this.words[at - 1])
      return
    }
    this.readVerb()
  }

  private readVerb(): void {
    this.needsVerb = false
    this.antecedents.beginVerb()
    if (this.subject === 'user' || this.subject === 'users') this.isNested = true
    this.subject = 'other'
  }
}
