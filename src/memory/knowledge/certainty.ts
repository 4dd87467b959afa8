import type { Fact } from '../types.ts'

/** Whether it is in doubt that the user said what a fact says. What they said again since is in doubt no more. */
export function isUnsure(fact: Pick<Fact, 'isUnsure' | 'confirmations'>): boolean {
  return fact.isUnsure === true && fact.confirmations === 0
}
