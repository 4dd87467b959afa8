import type { Amount } from '../memory/ports/usage-ledger.ts'
import { formatCost, formatTokens } from './format.ts'
import { type NamedAmount, tokensIn } from './report.ts'

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const
const BAR_WIDTH = 10
/** Of a name, in characters: what a phone shows in one line beside a bar and an amount. */
const NAME_WIDTH = 16

/**
 * A line for each: its name, a bar of blocks and what it cost. The bars are of money, and of tokens where nothing costs
 * anything; `+ ?` and tokens where the price of those is not known.
 */
export function drawBars(all: readonly NamedAmount[]): string {
  const isCosting = all.some(({ amount }) => amount.cost > 0)
  const sizeOf = (amount: Amount) => (isCosting ? amount.cost : tokensIn(amount))
  const most = Math.max(1, ...all.map(({ amount }) => sizeOf(amount)))
  const names = all.map(({ name }) => shorten(name))
  const width = Math.max(0, ...names.map(({ length }) => length))
  return all
    .map(({ amount }, at) => {
      const letters = names[at] ?? []
      const name = letters.join('') + ' '.repeat(width - letters.length)
      return `${name} ${bar(sizeOf(amount) / most)} ${describeAmount(amount, isCosting)}`
    })
    .join('\n')
}

/** What it cost, and how many tokens are missing in that. */
function describeAmount(amount: Amount, isCosting: boolean): string {
  if (!isCosting && amount.unpriced === 0) return formatTokens(tokensIn(amount))
  return [formatCost(amount.cost), ...(amount.unpriced > 0 ? [`+ ? (${formatTokens(amount.unpriced)})`] : [])].join(' ')
}

/** @param share from 0 to 1; what there is of it is seen, however little */
function bar(share: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * BAR_WIDTH * 8)) : 0
  const blocks = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
  return blocks.padEnd(BAR_WIDTH)
}

/** A name of somebody else's choice, as it may stand in a block of code. */
function shorten(name: string): readonly string[] {
  const letters = [
    ...name
      .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
      .replaceAll('`', '’')
      .toWellFormed()
      .trim(),
  ]
  return letters.length > NAME_WIDTH ? [...letters.slice(0, NAME_WIDTH - 1), '…'] : letters
}
