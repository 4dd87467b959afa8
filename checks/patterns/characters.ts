import type { AST } from '@eslint-community/regexpp'
import type { CharSet } from 'refa'
import { Chars, getConsumedChars, isPotentiallyEmpty, type ReadonlyFlags, toUnicodeSet } from 'regexp-ast-analysis'

/** Where something is matched whatever follows. */
interface Coverage {
  readonly characters: CharSet
  readonly end: boolean
}

/** Which characters the parts of a pattern match, and what can be matched amid some. */
export class Characters {
  readonly flags: ReadonlyFlags

  constructor(flags: ReadonlyFlags) {
    this.flags = flags
  }

  /** All characters that an element may match one after the other. */
  consumedBy(element: AST.Element): CharSet {
    return getConsumedChars(element, this.flags).chars
  }

  /** Whether some elements can match amid a run of these characters, again and again. */
  canBeWithin(elements: readonly AST.Element[], run: CharSet): boolean {
    let isBegun = false
    return elements.every(element => {
      const isPossible =
        element.type === 'Assertion' ? this.#canHoldWithin(element, run, isBegun) : this.#isWithin(element, run)
      isBegun ||= element.type !== 'Assertion'
      return isPossible
    })
  }

  /**
   * Before which characters an element that is repeated may stop, when it is repeated as often as it can be: all of them,
   * unless each repetition needs no more than its first character.
   */
  stopsOf(element: AST.Element): CharSet {
    const begins = this.#sureBeginnings(element)
    return begins === undefined ? Chars.all(this.flags) : begins.negate()
  }

  /** Before which characters some elements match in any case, and whether they do at the end of a text. */
  covers(elements: readonly AST.Element[]): Coverage {
    const [nothing, all] = [Chars.empty(this.flags), Chars.all(this.flags)]
    const [first, ...others] = elements.filter(element => !this.#canBeLeftOut(element))
    if (first === undefined) return { characters: all, end: true }
    if (others.length > 0) return { characters: nothing, end: false }
    if (first.type === 'Assertion') return this.#coveredByAssertion(first)
    if (first.type !== 'Group' && first.type !== 'CapturingGroup')
      return { characters: this.#singleCharacter([first]) ?? nothing, end: false }
    const covered = first.alternatives.map(({ elements }) => this.covers(elements))
    return {
      characters: nothing.union(...covered.map(({ characters }) => characters)),
      end: covered.some(({ end }) => end),
    }
  }

  #coveredByAssertion(assertion: AST.Assertion): Coverage {
    const nothing = Chars.empty(this.flags)
    const without = (characters: CharSet): Coverage => ({
      characters: Chars.all(this.flags).without(characters),
      end: true,
    })
    if (assertion.kind === 'end')
      return { characters: this.flags.multiline === true ? Chars.lineTerminator(this.flags) : nothing, end: true }
    if (assertion.kind === 'word' && !assertion.negate) return without(Chars.word(this.flags))
    if (assertion.kind === 'lookahead' && assertion.negate) return without(this.#firstOf(assertion))
    return { characters: nothing, end: false }
  }

  #firstOf({ alternatives }: AST.LookaheadAssertion): CharSet {
    const firsts = alternatives.map(({ elements: [first] }) =>
      first === undefined || first.type === 'Assertion' ? Chars.all(this.flags) : this.consumedBy(first),
    )
    return Chars.empty(this.flags).union(...firsts)
  }

  #canBeLeftOut(element: AST.Element): boolean {
    return element.type !== 'Assertion' && isPotentiallyEmpty(element, this.flags)
  }

  #sureBeginnings(element: AST.Element): CharSet | undefined {
    if (element.type !== 'Group' && element.type !== 'CapturingGroup') return this.#singleCharacter([element])
    const begins = element.alternatives.map(({ elements: [first, ...others] }) =>
      first !== undefined && others.every(other => this.#canBeLeftOut(other))
        ? this.#singleCharacter([first])
        : undefined,
    )
    return begins.includes(undefined)
      ? undefined
      : Chars.empty(this.flags).union(...begins.filter(one => one !== undefined))
  }

  #isWithin(element: Exclude<AST.Element, AST.Assertion>, run: CharSet): boolean {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return element.alternatives.some(({ elements }) => this.canBeWithin(elements, run))
      case 'Quantifier':
        return element.min === 0 || this.canBeWithin([element.element], run)
      case 'Backreference':
        return true
      default:
        return !toUnicodeSet(element, this.flags).chars.isDisjointWith(run)
    }
  }

  /** `isBegun`: it stands behind something that matches characters. What is not known to be impossible is possible. */
  #canHoldWithin(assertion: AST.Assertion, run: CharSet, isBegun: boolean): boolean {
    const [words, lineEnds] = [Chars.word(this.flags), Chars.lineTerminator(this.flags)]
    switch (assertion.kind) {
      case 'start':
      case 'end':
        return this.flags.multiline === true && !run.isDisjointWith(lineEnds)
      case 'word':
        return assertion.negate || !(run.isDisjointWith(words) || run.isSubsetOf(words))
      case 'lookbehind':
        if (!assertion.negate) return assertion.alternatives.some(({ elements }) => this.canBeWithin(elements, run))
        // Each place within the run has one of its characters before it.
        return isBegun || !assertion.alternatives.some(({ elements }) => this.#includes(elements, run))
      default:
        return true
    }
  }

  #includes(elements: readonly AST.Element[], run: CharSet): boolean {
    const characters = this.#singleCharacter(elements)
    return characters !== undefined && run.isSubsetOf(characters)
  }

  #singleCharacter(elements: readonly AST.Element[]): CharSet | undefined {
    const [element, ...others] = elements
    if (element === undefined || others.length > 0) return undefined
    const isSet = ['Character', 'CharacterClass', 'CharacterSet'].includes(element.type)
    return isSet ? this.consumedBy(element) : undefined
  }
}
