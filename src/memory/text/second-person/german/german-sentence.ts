import type { Subject } from '../subject.ts'
import { Unclear } from '../unclear.ts'
import { type Word, withCapitalOf } from '../words.ts'
import { rewriteOwner } from './german-owner.ts'
import {
  canBeParticiple,
  germanSecondPerson,
  germanSecondPersonPlural,
  isGermanAuxiliary,
  takesParticiple,
} from './german-verbs.ts'
import {
  GERMAN_ARTICLES,
  GERMAN_COORDINATORS,
  GERMAN_RELATIVES,
  GERMAN_SUBORDINATORS,
  isGermanMark,
  isGermanUser,
} from './german-words.ts'

/** A sentence about the user, read from its first word to its last, and rewritten on the way. */
export class GermanSentence {
  private readonly words: readonly Word[]
  private readonly shown: string[]
  /** Who does what the clause tells of, by the place of each word. */
  private readonly subjects: Subject[]
  private readonly isFemale: boolean

  constructor(words: readonly Word[]) {
    this.words = words
    this.shown = words.map(({ text, space }) => text + space)
    this.subjects = words.map(() => undefined)
    this.isFemale = words.some(({ lower }) => lower.endsWith('nutzerin'))
  }

  rewrite(): readonly string[] {
    this.words.forEach((word, at) => {
      if (isGermanUser(word) && !word.isQuoted) this.rewriteUser(at)
    })
    this.words.forEach((word, at) => {
      if (!word.isQuoted) this.rewritePronoun(word.lower, at)
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

  private rewriteUser(at: number): void {
    const [article = '', noun] = this.lower(at).split(' ')
    const isNominative = noun === 'nutzer' ? article === 'der' : article === 'die'
    const merged = { vom: 'von dir', zum: 'zu dir', beim: 'bei dir' }[article]
    const isOwner = article === 'des' || (noun === 'nutzerin' && article === 'der' && this.followsNoun(at))
    if (merged !== undefined) this.show(at, merged)
    else if (isOwner) {
      const beginning = rewriteOwner(this.words, this.shown, at)
      if (beginning.isSubject) this.markClause(at, 'other')
    } else if (isNominative && this.isSubject(at)) this.rewriteSubject(at)
    else if (isNominative && noun === 'nutzer') throw new Unclear()
    else this.show(at, article === 'den' || article === 'die' ? 'dich' : 'dir')
  }

  private followsNoun(at: number): boolean {
    return /^\p{Lu}/u.test(this.words[at - 1]?.text ?? '') && at > 1
  }

  private clauseStart(at: number): number {
    let start = at
    while (start > 0 && !isGermanMark(this.words[start - 1])) start -= 1
    return start
  }

  private clauseEnd(at: number): number {
    const end = this.words.findIndex((word, index) => index > at && isGermanMark(word))
    return end === -1 ? this.words.length : end
  }

  private isSubordinate(at: number): boolean {
    const start = this.clauseStart(at)
    if (start === at) return false
    const [first, second] = [this.lower(start), this.lower(start + 1)]
    if (GERMAN_SUBORDINATORS.has(first)) return true
    if (GERMAN_COORDINATORS.has(first) && GERMAN_SUBORDINATORS.has(second)) return true
    // “…, den der Nutzer kennt”, “…, mit dem der Nutzer arbeitet”
    return (
      start > 0 &&
      ((GERMAN_RELATIVES.has(first) && start + 1 === at) || (GERMAN_RELATIVES.has(second) && start + 2 === at))
    )
  }

  private isSubject(at: number): boolean {
    const [before, next] = [this.lower(at - 1), this.lower(at + 1)]
    const isFirst = at === this.clauseStart(at) || GERMAN_COORDINATORS.has(before)
    if (isFirst && (isGermanFinite(next) || next === 'und' || next === 'sowie')) return true
    return isGermanFinite(before) || this.isSubordinate(at)
  }

  private rewriteSubject(at: number): void {
    this.show(at, 'du')
    const next = this.lower(at + 1)
    if (this.isSubordinate(at)) this.rewriteSubordinate(at)
    else if (next === 'und' || next === 'sowie') this.rewriteUsers(at)
    else this.rewriteMainClause(at)
  }

  /** The verb stands behind the subject, or before it where something else begins the sentence. */
  private rewriteMainClause(at: number): void {
    const before = this.lower(at - 1)
    const isFirst = at === this.clauseStart(at) || GERMAN_COORDINATORS.has(before)
    const verb = isFirst ? at + 1 : at - 1
    const form = germanSecondPerson(this.lower(verb))
    if (form === undefined || this.words[verb]?.text !== this.lower(verb)) throw new Unclear()
    this.show(verb, form)
    this.rewriteCoordinated(verb, Math.max(at, verb) + 1)
  }

  /** Behind “weil” and the like the verb stands last. */
  private rewriteSubordinate(at: number): void {
    const last = this.clauseEnd(at) - 1
    for (let index = at + 1; index <= last; index += 1) this.subjects[index] = 'user'
    if (last <= at || !this.showVerb(last)) throw new Unclear()
    for (let index = at + 1; index < last; index += 1) {
      const isBeforeAnd = GERMAN_COORDINATORS.has(this.lower(index + 1))
      if (isBeforeAnd && !canBeParticiple(this.lower(index))) this.showVerb(index)
    }
  }

  /** Whether a word was a finite verb, and is shown in the form for “du”. */
  private showVerb(at: number): boolean {
    const form = germanSecondPerson(this.lower(at))
    if (form === undefined || this.words[at]?.text !== this.lower(at)) return false
    this.show(at, form)
    return true
  }

  /** “Der Nutzer und seine Schwester führen…” */
  private rewriteUsers(at: number): void {
    const end = this.clauseEnd(at)
    const verb = this.words.findIndex((word, index) => index > at + 2 && index < end && isPluralVerb(word))
    if (verb === -1 || this.words.slice(verb + 1, end).some(isUnclearOfSeveral)) throw new Unclear()
    this.show(verb, germanSecondPersonPlural(this.lower(verb)) ?? '')
    for (let index = at + 1; index < end; index += 1) this.subjects[index] = index < verb ? 'user' : 'users'
  }

  /** “…wohnt in Lissabon und arbeitet bei Acme”: verbs behind “und” that have the same subject. */
  private rewriteCoordinated(verb: number, from: number): void {
    const end = this.words.findIndex((word, at) => at >= from && (/^[.;:!?]$/u.test(word.text) || isGermanUser(word)))
    let isNested = false
    for (let at = from; at < (end === -1 ? this.words.length : end); at += 1) {
      if (this.lower(at - 1) === ',') isNested = this.beginsNested(at)
      if (!isNested) this.subjects[at] = 'user'
      const isVerb = isLowerCase(this.words[at]) && isGermanFinite(this.lower(at))
      if (isVerb && this.isBehindCoordinator(at)) this.rewriteCoordinatedVerb(at, verb, isNested)
      else if (isVerb && !isNested && this.isOthersVerb(at, from)) {
        this.unmark(at)
        return
      }
    }
  }

  private rewriteCoordinatedVerb(at: number, verb: number, isNested: boolean): void {
    if (isNested) throw new Unclear()
    if (this.isCoordinatedVerb(at, verb)) this.showVerb(at)
  }

  private beginsNested(at: number): boolean {
    const [word, next] = [this.lower(at), this.lower(at + 1)]
    return GERMAN_SUBORDINATORS.has(word) || GERMAN_RELATIVES.has(word) || GERMAN_RELATIVES.has(next)
  }

  private isBehindCoordinator(at: number): boolean {
    const before = this.lower(at - 1)
    return GERMAN_COORDINATORS.has(before) || before === ','
  }

  private isCoordinatedVerb(at: number, verb: number): boolean {
    const word = this.lower(at)
    if (isGermanAuxiliary(word)) return true
    if (word.endsWith('te')) throw new Unclear()
    if (!canBeParticiple(word) || !takesParticiple(this.lower(verb))) return true
    // “Ist müde und gereizt”, “ist Ärztin und verdient gut”.
    if (at + 1 === this.clauseEnd(at)) return false
    throw new Unclear()
  }

  /** A finite verb that is not the user's: another subject stands before it, behind “und” or a comma. */
  private isOthersVerb(at: number, from: number): boolean {
    const word = this.lower(at)
    if (!isGermanAuxiliary(word) && canBeParticiple(word)) return false
    if (word.endsWith('te') && !isGermanAuxiliary(word)) return false
    let start = at - 1
    while (start >= from && !GERMAN_COORDINATORS.has(this.lower(start)) && this.lower(start) !== ',') start -= 1
    return start >= from && start < at - 1
  }

  /** What stands since the last “und” or comma tells of somebody else. */
  private unmark(at: number): void {
    for (let index = at; index >= 0; index -= 1) {
      this.subjects[index] = 'other'
      if (GERMAN_COORDINATORS.has(this.lower(index)) || this.lower(index) === ',') return
    }
  }

  private markClause(at: number, subject: Subject): void {
    const end = this.clauseEnd(at)
    for (let index = at; index < end; index += 1) this.subjects[index] = subject
  }

  private rewritePronoun(lower: string, at: number): void {
    const subject = this.subjects[at]
    const own = this.isFemale ? /^(?:ihre?[mnrs]?)$/u : /^(?:seine?[mnrs]?)$/u
    const isTheirs = this.isFemale ? lower === 'sie' && !this.isPluralSie(at) : /^(?:er|ihm|ihn)$/u.test(lower)
    // “Lässt sich nichts sagen” and “lässt sich rasieren” are two cases of one word.
    if (lower === 'sich' && this.words.some(word => /^l[aä]ss(?:t|en)$|^ließ$/u.test(word.lower))) throw new Unclear()
    if (lower === 'sich' && subject === 'user') this.show(at, this.isDative(at) ? 'dir' : 'dich')
    else if (own.test(lower)) this.rewritePossessive(lower, at)
    else if (isTheirs) this.rewriteSubjectPronoun(lower, at)
  }

  /** “…, weil er schlecht schläft”, where nobody else is named before it. */
  private rewriteSubjectPronoun(lower: string, at: number): void {
    const before = this.words.slice(0, at)
    const isAlone = before.every((word, index) => isGermanUser(word) || index === 0 || !/^\p{Lu}/u.test(word.text))
    if ((lower !== 'er' && lower !== 'sie') || !GERMAN_SUBORDINATORS.has(this.lower(at - 1)) || !isAlone)
      throw new Unclear()
    this.show(at, 'du')
    this.rewriteSubordinate(at)
  }

  private isPluralSie(at: number): boolean {
    return this.lower(at + 1).endsWith('en') || this.lower(at + 1) === 'sind'
  }

  private rewritePossessive(lower: string, at: number): void {
    const next = this.words[at + 1]
    const isNounNext =
      next !== undefined && !isGermanMark(next) && (/^\p{Lu}/u.test(next.text) || /e[nmrs]?$/u.test(next.text))
    if (lower === 'sein' && !isNounNext) return // to be
    if (lower === 'ihr' && !isNounNext) throw new Unclear()
    const subject = this.subjects[at]
    if (subject === 'user') {
      if (this.isBehindNoun(at) || this.isOfWhoIsTold(at)) throw new Unclear()
      this.show(at, this.isFemale ? `dein${lower.slice('ihr'.length)}` : `d${lower.slice('s'.length)}`)
      return
    }
    // “Der Opa hat dem Nutzer seinen Hobel geschenkt.”
    if (this.lower(0) !== 'der' || this.isFemale) throw new Unclear()
  }

  /** “Tom und seine Frau”. */
  private isBehindNoun(at: number): boolean {
    return this.lower(at - 1) === 'und' && at > 2 && !isGermanUser(this.words[at - 2] ?? (this.words[0] as Word))
  }

  /** “Rät seinem Bruder, seine Schulden zu zahlen”: whoever is told to do it may be meant. */
  private isOfWhoIsTold(at: number): boolean {
    const comma = this.words.findLastIndex((word, index) => index < at && word.lower === ',')
    if (comma < 0 || !this.words.slice(at).some(word => word.lower === 'zu')) return false
    return this.words.slice(1, comma).some(word => /^(?:seine?|ihre?)[mnr]?$/u.test(word.lower))
  }

  /** “Kauft sich ein Rad”, but “freut sich auf ein Rad”. */
  private isDative(at: number): boolean {
    const next = this.words[at + 1]
    if (next === undefined) return false
    return (
      GERMAN_ARTICLES.has(next.lower) ||
      /^(?:seine?[nmrs]?|ihre?[nmrs]?|\p{Lu}.*|[\d].*|neue?s?|viele?)$/u.test(next.text)
    )
  }
}

function isGermanFinite(word: string): boolean {
  return germanSecondPerson(word) !== undefined
}

function isPluralVerb({ text, lower }: Word): boolean {
  return text === lower && germanSecondPersonPlural(lower) !== undefined && !/^(?:sein|ihr|mein|dein)/u.test(lower)
}

/** Behind the verb of several: another verb, or a word that changes with them. */
function isUnclearOfSeveral({ lower }: Word): boolean {
  return GERMAN_COORDINATORS.has(lower) || lower === 'sich' || lower.startsWith('ihr')
}

function isLowerCase(word: Word | undefined): boolean {
  return word !== undefined && !word.isQuoted && word.text === word.lower
}
