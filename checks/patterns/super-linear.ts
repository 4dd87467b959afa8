import { type AST, RegExpParser } from '@eslint-community/regexpp'
import type { CharSet } from 'refa'
import scslre from 'scslre'
import { Characters } from './characters.ts'

/** A bound above this is none, for the texts that are looked at here. */
const MANY = 1000

/**
 * The parts of a pattern that make it take more than linear time on some text: what two quantifiers can share in many ways,
 * as `scslre` finds it; and what a search begins anew at many places and each time follows far, as in `/<a>.*?<\/a>/` on
 * `<a><a><a>…`. Rather one too many than one too few.
 */
export function superLinearParts(source: string, flags: string): readonly string[] {
  const parser = new RegExpParser()
  const isUnicode = flags.includes('u')
  const pattern = parser.parsePattern(source, 0, source.length, {
    unicode: isUnicode,
    unicodeSets: flags.includes('v'),
  })
  const parsedFlags = parser.parseFlags(flags, 0, flags.length)
  const shared = scslre.analyse({ pattern, flags: parsedFlags }).reports.flatMap(report => {
    if (report.type === 'Trade')
      return [`${report.startQuant.raw} and ${report.endQuant.raw} can share what they match`]
    return report.type === 'Self' ? [`${report.quant.raw} can match in several ways`] : []
  })
  if (flags.includes('y')) return shared
  const characters = new Characters(parsedFlags)
  const found = pattern.alternatives.flatMap(({ elements }) =>
    restartsIn(elements, { before: [], after: [] }, characters),
  )
  return [...new Set([...shared, ...found])]
}

function restarts({ raw }: AST.Quantifier): string {
  return `${raw} can be begun at many places, and followed from each of them`
}

/** What stands around some elements: before them from the beginning of the pattern, behind them to its end. */
interface Surroundings {
  readonly before: readonly AST.Element[]
  readonly after: readonly AST.Element[]
  /** Inside of a lookaround: what it looks at is looked at again from the next place, whether it was found or not. */
  readonly isLook?: boolean
}

function restartsIn(
  elements: readonly AST.Element[],
  { before, after, isLook = false }: Surroundings,
  characters: Characters,
): readonly string[] {
  const row = withoutGroups(elements)
  return row.flatMap((element, at) => {
    const around: Surroundings = {
      before: [...before, ...row.slice(0, at)],
      after: [...row.slice(at + 1), ...after],
      isLook,
    }
    return [
      ...(element.type === 'Quantifier' && isRestarted(element, around, characters) ? [restarts(element)] : []),
      ...insidesOf(element).flatMap(({ inside, ...look }) => restartsIn(inside, { ...around, ...look }, characters)),
    ]
  })
}

/** A group with one alternative is that: what stands in it follows what stands before it. */
function withoutGroups(elements: readonly AST.Element[]): readonly AST.Element[] {
  return elements.flatMap(element => {
    const isGroup = element.type === 'Group' || element.type === 'CapturingGroup'
    const [only, ...others] = isGroup ? element.alternatives : []
    return only === undefined || others.length > 0 ? [element] : withoutGroups(only.elements)
  })
}

function insidesOf(
  element: AST.Element,
): readonly { inside: readonly AST.Element[]; isLook?: boolean; before?: readonly AST.Element[] }[] {
  switch (element.type) {
    case 'Quantifier':
      return insidesOf(element.element)
    case 'Group':
    case 'CapturingGroup':
      return element.alternatives.map(({ elements }) => ({ inside: elements }))
    case 'Assertion':
      if (element.kind === 'lookahead')
        return element.alternatives.map(({ elements }) => ({ inside: elements, isLook: true }))
      // What a lookbehind looks at begins at its end: what stands there is met first.
      if (element.kind === 'lookbehind')
        return element.alternatives.map(({ elements }) => ({ inside: elements.toReversed(), isLook: true, before: [] }))
      return []
    default:
      return []
  }
}

/** Whether a long run of a quantifier's characters holds many beginnings of it, and is followed from each of them in vain. */
function isRestarted(
  quantifier: AST.Quantifier,
  { before, after, isLook = false }: Surroundings,
  characters: Characters,
): boolean {
  if (quantifier.max <= MANY) return false
  const run = characters.consumedBy(quantifier.element)
  if (run.isEmpty || !(characters.canBeWithin(before, run) || isSharedWithEarlier(before, run, characters)))
    return false
  return isLook || !alwaysSucceeds(after, quantifier, characters)
}

/** The same where an earlier quantifier can run on over what begins this one: `^.*,.*;` on commas. */
function isSharedWithEarlier(before: readonly AST.Element[], run: CharSet, characters: Characters): boolean {
  return before.some((earlier, at) => {
    if (earlier.type !== 'Quantifier' || earlier.max <= MANY) return false
    // Where nothing stands between the two it is told above.
    if (at + 1 === before.length) return false
    const shared = characters.consumedBy(earlier.element).intersect(run)
    return !shared.isEmpty && characters.canBeWithin(before.slice(at + 1), shared)
  })
}

/** Whether a quantifier that is followed to its end has the rest matched there, whatever stands behind it. */
function alwaysSucceeds(after: readonly AST.Element[], quantifier: AST.Quantifier, characters: Characters): boolean {
  const rest = characters.covers(after)
  return rest.end && rest.characters.isSupersetOf(characters.stopsOf(quantifier.element))
}
