import { halfWords } from './everyday-words.ts'
import type { Sense, SenseKind, SenseOf } from './senses.ts'
import { type Token, tokensOf } from './tokens.ts'
import type { Form } from './vocabulary.ts'
import { type Likeness, matchWords, type WordMatch } from './word-index.ts'

/** A number, sign, word or phrase of a text, with all that it can mean in a date. */
export interface Atom {
  readonly written: string
  readonly text: string
  readonly forms: readonly Pick<Form, 'sense' | 'style' | 'languages'>[]
  /** Of a number in digits; else 0. */
  readonly digits: number
  readonly isSign: boolean
  readonly likeness: Likeness
  /** Whether nothing stands between it and the atom before. */
  readonly isAttached: boolean
}

const NO_LANGUAGES = new Set<string>()

export function atomsOf(text: string): readonly Atom[] {
  const tokens = tokensOf(text)
  const atoms: Atom[] = []
  for (let at = 0; at < tokens.length; ) {
    const match = withoutBeginningOfNext(tokens, at, matchWords(tokens, at))
    const length = match?.length ?? 1
    atoms.push(createAtom(tokens.slice(at, at + length), match?.forms ?? [], match?.likeness ?? 'exact'))
    at += length
  }
  return atoms
}

/** `下周五` is `下` and `周五`, not `下周` and `五`. */
function withoutBeginningOfNext(tokens: readonly Token[], at: number, match: WordMatch | undefined) {
  if (match === undefined || match.length < 2) return match
  const last = at + match.length - 1
  if ((matchWords(tokens, last)?.length ?? 1) === 1) return match
  const shorter = matchWords(tokens.slice(0, last), at)
  return shorter?.length === match.length - 1 ? shorter : match
}

function createAtom(tokens: readonly Token[], forms: Atom['forms'], likeness: Likeness): Atom {
  const [first] = tokens
  const text = tokens.map(token => token.text).join(' ')
  const isNumber = tokens.length === 1 && first?.kind === 'number'
  const number = { kind: 'number', value: Number(text), isOrdinal: false } as const
  const isHalf = likeness !== 'exact' && halfOf({ text }) !== undefined // `medio` is no form of `mayo`
  return {
    written: tokens.map(({ written, isAttached }) => (isAttached ? written : ` ${written}`)).join(''),
    text,
    forms: isNumber ? [{ sense: number, style: 'long', languages: NO_LANGUAGES }] : isHalf ? [] : forms,
    digits: isNumber ? text.length : 0,
    isSign: first?.kind === 'sign',
    likeness,
    isAttached: first?.isAttached ?? false,
  }
}

export function sensesOf<Kind extends SenseKind>(atom: Atom | undefined, kind: Kind): readonly SenseOf<Kind>[] {
  return atom?.forms.map(({ sense }) => sense).filter((sense): sense is SenseOf<Kind> => sense.kind === kind) ?? []
}

export function hasSense(atom: Atom | undefined, kind: Sense['kind']): boolean {
  return sensesOf(atom, kind).length > 0
}

/** The whole numbers that an atom can be. */
export function valuesOf(atom: Atom | undefined): readonly number[] {
  return [...new Set(sensesOf(atom, 'number').map(({ value }) => value))]
}

/** Whether it may stand between the parts of a date, as `of`, `de`, `日` and `.` do. */
export function isConnector(atom: Atom): boolean {
  if (atom.isSign) return /^[.,'()/׳॰،、-]$/u.test(atom.text)
  const isName = hasSense(atom, 'month') || hasSense(atom, 'weekday')
  return atom.digits === 0 && atom.text.length <= 4 && (!isName || isShortWord(atom))
}

/** `mo`, `st` and `la` are weekdays in short, and words of many languages. */
export function isShortWord({ text }: Atom): boolean {
  return /^[a-z]{1,2}$/u.test(text)
}

/** The first atom from a place on, in steps of 1 or -1, that `isWanted`, with at most so many connectors before it. */
export function findNear(
  atoms: readonly Atom[],
  { from, step, connectors }: { readonly from: number; readonly step: 1 | -1; readonly connectors: number },
  isWanted: (atom: Atom, at: number) => boolean,
): number | undefined {
  for (let passed = 0; passed <= connectors; passed += 1) {
    const at = from + passed * step
    const atom = atoms[at]
    if (atom === undefined) return undefined
    if (isWanted(atom, at)) return at
    if (!isConnector(atom)) return undefined
  }
  return undefined
}

let foldedHalves: ReadonlyMap<string, number> | undefined

/** What a word adds to a number, or counts by itself: `half`, `anderthalb`. */
export function halfOf(atom: Pick<Atom, 'text'> | undefined): number | undefined {
  foldedHalves ??= new Map([...halfWords].map(([word, value]) => [tokensOf(word)[0]?.text ?? word, value]))
  return foldedHalves.get(atom?.text ?? '')
}
