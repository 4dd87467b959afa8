import type { UserId } from '../../memory/types.ts'

const MARK = 'k'
/** https://docs.discord.com/developers/components/reference#anatomy-of-a-component-custom-id */
const MOST = 100
const PART = /^[\w.-]*$/u

/** What stands in the custom id of a button, menu or form: for whom it was made, and what it does to what. */
export interface CustomId {
  readonly user: UserId
  readonly action: string
  readonly args: readonly string[]
}

/** Throws where a part holds more than word characters, dots and hyphens, or all together is over 100 characters: a fault of ours. */
export function customId(user: UserId, action: string, ...args: readonly string[]): string {
  const parts = [user, action, ...args]
  const id = [MARK, ...parts].join(':')
  if (id.length > MOST || !parts.every(part => PART.test(part))) throw new RangeError(`no custom id for ${action}`)
  return id
}

/** Undefined for any that is not ours: a client can send what it likes. */
export function readCustomId(id: string): CustomId | undefined {
  const [mark, user, action, ...args] = id.split(':')
  if (mark !== MARK || user === undefined || action === undefined) return undefined
  return { user, action, args }
}
