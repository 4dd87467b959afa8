import { describe } from 'vitest'
import { conversationStoreContract } from '../../contract/conversation-store/conversation-store.ts'
import { learnedMemoryContract } from '../../contract/conversation-store/learned.ts'
import { departuresContract } from '../../contract/departures.ts'
import { learningStoreContract } from '../../contract/learning-store/learning-store.ts'
import { changingContract } from '../../contract/user-memory-store/change.ts'
import { forgettingContract } from '../../contract/user-memory-store/forget.ts'
import { readContract } from '../../contract/user-memory-store/read.ts'
import { rejectedQuotesContract } from '../../contract/user-memory-store/rejected-quotes.ts'
import { restoringContract } from '../../contract/user-memory-store/restore.ts'
import { pendingChoicesContract, settingsContract } from '../../contract/user-memory-store/settings.ts'
import { plainRedis } from '../support/fixtures.ts'
import { memoryInCells } from '../support/memory-in-cells.ts'

const open = () => memoryInCells(plainRedis())

describe('a memory of four cells', () => {
  conversationStoreContract(limits => memoryInCells(plainRedis(), limits).store)
  learnedMemoryContract(limits => memoryInCells(plainRedis(), limits))
  learningStoreContract(open)
  departuresContract(open)
  readContract(open)
  rejectedQuotesContract(open)
  forgettingContract(open)
  restoringContract(open)
  changingContract(open)
  settingsContract(open)
  pendingChoicesContract(open)
})
