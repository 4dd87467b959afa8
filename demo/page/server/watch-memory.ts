import type { BotProcess } from '../../world/bot-process.ts'
import type { MemoryEvent, PageAnswer, PageMemory } from '../memory-events.ts'

/** Tells what the bot remembers, as long as somebody looks; keeps of it no more than the bot does. */
export class MemoryWatch {
  readonly #bot: BotProcess
  readonly #publish: (event: MemoryEvent) => void
  readonly #memories = new Map<string, PageMemory>()
  readonly #answers = new Map<string, PageAnswer>()

  constructor(bot: BotProcess, publish: (event: MemoryEvent) => void) {
    this.#bot = bot
    this.#publish = publish
  }

  /** What a page that opens now has to know. */
  get all(): { readonly memories: readonly PageMemory[]; readonly answers: readonly PageAnswer[] } {
    return { memories: [...this.#memories.values()], answers: [...this.#answers.values()] }
  }

  /** Follows the memory of these people, or of nobody: then nothing is kept of it here. */
  watch(people: readonly { readonly id: string }[]): void {
    this.#memories.clear()
    this.#answers.clear()
    this.#bot.observe(
      people.map(({ id }) => id),
      event => this.#see(event),
    )
  }

  #see(event: MemoryEvent): void {
    if (event.kind === 'memory') this.#memories.set(event.memory.userId, event.memory)
    else this.#answers.set(event.answer.userId, event.answer)
    this.#publish(event)
  }
}
