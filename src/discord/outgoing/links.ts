/**
 * What Discord makes a link of, or an invitation: an address with a scheme, and its own invitations without one. Backticks,
 * angle brackets and spaces end it. Runs of one character are bounded, so that no text is slow.
 */
const LINK =
  /(?:[a-z][a-z\d+.-]{0,30}:\/\/|(?:mailto|tel|sms):|discord(?:app)?\.com\/invite\/|discord\.(?:gg|new)\/)[^\s<>`\\]+/giu
/** The same with the angle brackets that may stand around it. */
const IN_BRACKETS = new RegExp(`<?(${LINK.source})>?`, LINK.flags)
/** What may stand after a link and is no part of it. */
const AFTER_LINK = /[.,:;!?'"*_~|\]}。、，．！？）」』】》]/u
/** The middle of a masked link or picture: `[words](address)`. */
const MASKED = /\]\(/gu
/** Longer ones are shown without their end: cut between two messages they would be links again. */
const MAX_SHOWN_LENGTH = 300
/** So many backticks begin and end a block of code. */
const LONG_RUN = 3

/** The links in a text, as they stand there. */
export function findLinks(text: string): readonly string[] {
  return [...text.matchAll(LINK)].map(([found]) => linkIn(found))
}

/** Where the link begins that a text ends with and that may still grow, or -1. */
export function findUnfinishedLink(text: string): number {
  const last = [...text.matchAll(LINK)].at(-1)
  const isUnfinished = last !== undefined && last.index + last[0].length === text.length
  return isUnfinished && last[0].length <= MAX_SHOWN_LENGTH ? last.index : -1
}

export interface ShownLinks {
  /** Links that may be opened: they stand where the same people read them. */
  readonly known: ReadonlySet<string>
}

/**
 * A text in which no link can be opened by a click, but those that are known: a model can be talked into one that carries
 * away what it was told. Others stand in backticks, as they are; what is code already stays.
 */
export function hideLinks(text: string, { known }: ShownLinks): string {
  const isKnown = (link: string) => known.has(link)
  if (findLinks(text).every(isKnown)) return text
  let shown = ''
  let from = 0
  for (const [start, end] of [...findCode(text), [text.length, text.length] as const]) {
    const [before, code] = [hideInPlainText(text.slice(from, start), isKnown), text.slice(start, end)]
    shown = joinWithGap(joinWithGap(shown, before), code)
    from = end
  }
  return shown
}

function hideInPlainText(text: string, isKnown: (link: string) => boolean): string {
  const unmasked = escapeBackticks(text).replace(MASKED, (mark, at: number, all: string) => {
    const address = /^[\s<]{0,20}([^\s<>]{0,2000})/u.exec(all.slice(at + mark.length, at + 2100))?.[1] ?? ''
    // A masked link whose address is not known becomes its two parts.
    return findLinks(address).every(isKnown) ? mark : '] ('
  })
  return unmasked.replace(IN_BRACKETS, (all, found: string, at: number) => {
    const link = linkIn(found)
    if (isKnown(link)) return all
    const words = link.length <= MAX_SHOWN_LENGTH ? link : `${link.slice(0, MAX_SHOWN_LENGTH).toWellFormed()}…`
    // A backslash before it would take the backtick's meaning.
    const slash = isEscaped(unmasked, at) ? '\\' : ''
    return `${slash}\`${words}\`${found.slice(link.length)}`
  })
}

/** Two texts one after the other, so that the backticks at the end of one do not count with those of the next. */
function joinWithGap(text: string, next: string): string {
  const isOpen = text.endsWith('`') && !isEscaped(text, text.length - 1)
  return isOpen && next.startsWith('`') ? `${text} ${next}` : text + next
}

/** Backticks that begin no code: beside those that are set around a link they would. */
function escapeBackticks(text: string): string {
  return text.replace(/(?<!\\)(\\*)(`+)/gu, (_, slashes: string, run: string) => {
    const rest = slashes.length % 2 === 1 ? run.slice(1) : run
    return `${slashes}${run.slice(rest.length)}${'\\`'.repeat(rest.length)}`
  })
}

/** A link without what stands after it. A bracket that it opened itself belongs to it. */
function linkIn(found: string): string {
  let end = found.length
  let open = 0
  for (const character of found) open += character === '(' ? 1 : character === ')' ? -1 : 0
  for (; end > 0; end -= 1) {
    const last = found[end - 1] ?? ''
    if (last === ')' && open < 0) open += 1
    else if (!AFTER_LINK.test(last)) break
  }
  return found.slice(0, end)
}

/**
 * Where a text is code, for Discord and for everybody else: between two runs of as many backticks, three at most. The next
 * run of three or more ends a block, whatever it is. Of a run after a backslash the first is none; one that nothing closes is no
 * code.
 */
function findCode(text: string): readonly (readonly [start: number, end: number])[] {
  const runs = [...text.matchAll(/`+/gu)].map(({ 0: run, index }) => ({ start: index, length: run.length }))
  // For each run the next one of each length: from the end, so that each is looked at once.
  const next = runs.map((): readonly number[] => [])
  let following: readonly number[] = new Array(LONG_RUN + 1).fill(-1)
  for (const [at, { length }] of [...runs.entries()].toReversed()) {
    next[at] = following
    following = following.with(Math.min(length, LONG_RUN), at)
  }
  const found: (readonly [number, number])[] = []
  for (let at = 0; at < runs.length; at += 1) {
    const { start, length } = runs[at] as Run
    const escaped = isEscaped(text, start) ? 1 : 0
    const wanted = length - escaped
    const closing = next[at]?.[wanted] ?? -1
    const closed = runs[closing]
    if (wanted > LONG_RUN || closed?.length !== wanted) continue
    found.push([start + escaped, closed.start + wanted])
    at = closing
  }
  return found
}

/** Backticks that stand together. */
interface Run {
  readonly start: number
  readonly length: number
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}
