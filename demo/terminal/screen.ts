import type { Line } from './render/text.ts'

/** Where a person reads along. */
export interface Screen {
  /** Shows lines that stay. */
  tell(lines: readonly Line[]): void
  /** Shows what may still change, under all that stays, in place of what was shown so before. */
  preview(lines: readonly Line[]): void
}

/** For pipes and files: only what stays, as plain text. */
export function plainScreen(write: (text: string) => void): Screen {
  return {
    tell: lines => write(lines.map(({ text }) => `${text}\n`).join('')),
    preview: () => undefined,
  }
}
