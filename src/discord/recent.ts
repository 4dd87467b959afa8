/** A set that keeps the newest `limit` members. */
export class Recent<T> {
  readonly #limit: number
  readonly #members = new Set<T>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** False if it was there already. */
  add(member: T): boolean {
    if (this.#members.has(member)) return false
    if (this.#members.size >= this.#limit)
      for (const oldest of this.#members.values().take(1)) this.#members.delete(oldest)
    this.#members.add(member)
    return true
  }

  delete(member: T): void {
    this.#members.delete(member)
  }
}
