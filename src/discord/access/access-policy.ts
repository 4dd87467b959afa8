import type { GuildId } from '../../memory/types.ts'
import type { KnownOwnerChoices } from '../owner-choices.ts'
import {
  type AccessRefusal,
  type AccessRules,
  type AccessSubject,
  findPersonRefusal,
  findPlaceRefusal,
  findRefusal,
  findServerRefusal,
  parseRules,
  type RuleTable,
  type RuleTarget,
  type Verdict,
} from './rules.ts'

/** Decides who may use the bot, and where: before anything of theirs is read, kept or answered. */
export class AccessPolicy {
  readonly #settings: RuleTable
  readonly #choices: KnownOwnerChoices
  #rules: AccessRules

  constructor(settings: RuleTable, choices: KnownOwnerChoices) {
    this.#settings = settings
    this.#choices = choices
    this.#rules = this.#read()
    choices.onChange(() => {
      this.#rules = this.#read()
    })
  }

  get rules(): AccessRules {
    return this.#rules
  }

  /** Whether it is known what owners said by command; until then the settings alone decide. */
  get isComplete(): boolean {
    return this.#choices.areKnown
  }

  refusalFor(subject: AccessSubject): AccessRefusal | undefined {
    return findRefusal(subject, this.#rules)
  }

  refusalForPlace(place: Pick<AccessSubject, 'guild' | 'channels'>): AccessRefusal | undefined {
    return findPlaceRefusal(place, this.#rules)
  }

  refusalForPerson(person: Pick<AccessSubject, 'user' | 'roles'>): AccessRefusal | undefined {
    return findPersonRefusal(person, this.#rules)
  }

  /** Why the bot may not be in a server at all. */
  refusalForServer(guild: GuildId): AccessRefusal | undefined {
    return findServerRefusal(guild, this.#rules)
  }

  /** What the rules would be after a change; undefined goes back to what the settings say. */
  rulesAfter(target: RuleTarget, verdict: Verdict | undefined): AccessRules {
    const commands = new Map(this.#rules.commands)
    if (verdict === undefined) commands.delete(target)
    else commands.set(target, verdict)
    return { ...this.#rules, commands }
  }

  /** Resolves when it holds in every process. Throws MemoryUnavailable. */
  async change(target: RuleTarget, verdict: Verdict | undefined): Promise<void> {
    await this.#choices.change({ access: new Map([[target, verdict]]) })
  }

  #read(): AccessRules {
    return { settings: this.#settings, commands: parseRules(this.#choices.current.access) }
  }
}
