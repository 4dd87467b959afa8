/** What owners of the bot have set by command, for all of its processes. */
export interface OwnerChoices {
  /** Who may use the bot: by what a rule is about (`user:<id>`, `direct`), `allow` or `deny`. */
  readonly access: ReadonlyMap<string, string>
  /** Which model answers: by where (`channel:<id>`, `server:<id>`, `everywhere`), its name in the settings. */
  readonly models: ReadonlyMap<string, string>
}

/** By the same names; undefined takes something out. */
export interface OwnerChanges {
  readonly access?: ReadonlyMap<string, string | undefined>
  readonly models?: ReadonlyMap<string, string | undefined>
}

/** Keeps what owners of the bot set by command. Each method throws MemoryUnavailable. */
export interface OwnerSettings {
  /** All of it, if it is not what the last call found; undefined where nothing has changed. */
  readNew(): Promise<OwnerChoices | undefined>
  /** All or nothing; safe to repeat. */
  change(changes: OwnerChanges): Promise<void>
}
