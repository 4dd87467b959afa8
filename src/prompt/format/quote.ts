import { toSingleLine } from '../../memory/text/normalize.ts'

/** All that any reader or renderer may take for the end of a line. */
const LINE_ENDS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g

const LONGEST_NAME = 100

/**
 * A text of somebody else, each of its lines behind `> `. So it can't close its block and pose as something else:
 * whatever stands at the start of a line without that mark was written by Keepsake.
 */
export function quote(text: string): string {
  return `> ${quoteRest(text)}`
}

/** The same for a piece that starts within a line. */
export function quoteRest(text: string): string {
  return text.replace(LINE_ENDS, '\n> ')
}

/** A text whose first line stands behind a mark of ours: its other lines are set in, so that none can pose as a mark. */
export function indent(text: string): string {
  return text.replace(LINE_ENDS, '\n  ')
}

/** A name (of a person, file, server) as data: one line, without what can't be seen, brackets and double quotes, at most 100 characters. */
export function sanitizeName(name: string): string {
  const line = toSingleLine(name).replaceAll('[', '(').replaceAll(']', ')').replaceAll('"', "'")
  return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME - 1).toWellFormed()}…`
}

/** What stands in a prompt for an attachment that the model can't be shown. */
export function unreadableMark(name: string): string {
  return `[attached, not readable: ${sanitizeName(name)}]`
}
