import { MessageTooLong } from '../errors.ts'
import { type Assembled, assemble, type Budget, type PromptParts } from './assemble.ts'
import { bytesCounter, loadTokenCounter } from './tokens.ts'

/**
 * assemble(), counting bytes while everything fits so, and tokens only where something would be left out otherwise:
 * then the ranks are loaded, once. `tokens` of the result is accordingly an upper bound or exact.
 */
export async function assembleWithin(parts: PromptParts, budget: Budget): Promise<Assembled> {
  const byBytes = assembleUncut(parts, budget)
  return byBytes ?? assemble(parts, budget, await loadTokenCounter())
}

function assembleUncut(parts: PromptParts, budget: Budget): Assembled | undefined {
  try {
    const assembled = assemble(parts, budget, bytesCounter)
    return Object.values(assembled.cut).some(Boolean) ? undefined : assembled
  } catch (error) {
    if (error instanceof MessageTooLong) return undefined
    throw error
  }
}
