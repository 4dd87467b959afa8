import type { ChannelId, GuildId, UserId } from '../../memory/types.ts'

/** What a rule can name by an id. */
export const ruleKinds = ['server', 'channel', 'role', 'user'] as const

export type RuleKind = (typeof ruleKinds)[number]

/** What a rule is about: `user:<id>`, or all direct messages. */
export type RuleTarget = `${RuleKind}:${string}` | 'direct'

export type Verdict = 'allow' | 'deny'

export type RuleTable = ReadonlyMap<RuleTarget, Verdict>

/** The rules of the settings, and what owners said by command: of one and the same thing their word counts. */
export interface AccessRules {
  readonly settings: RuleTable
  readonly commands: RuleTable
}

/** Somebody somewhere, by ids alone. */
export interface AccessSubject {
  readonly user: UserId
  /** Undefined in direct messages. */
  readonly guild: GuildId | undefined
  /** The channel; with the one that a thread belongs to, and its category. */
  readonly channels: readonly ChannelId[]
  /** Of the user in that server; undefined where it is not known which they have. */
  readonly roles: readonly string[] | undefined
}

/** Why somebody may not use the bot: something is denied, or is not on a list that says who may. */
export interface AccessRefusal {
  /** What it is a matter of. `user`: of who they are, by id or by role. */
  readonly about: 'server' | 'channel' | 'user' | 'direct'
  readonly because: 'denied' | 'unlisted'
  /** Where that stands: the name of a setting, or `/access`. */
  readonly source: string
}

/** Which setting lists what. */
export const settingNames = {
  allow: { server: 'ALLOWED_SERVERS', channel: 'ALLOWED_CHANNELS', role: 'ALLOWED_ROLES', user: 'ALLOWED_USERS' },
  deny: { server: 'DENIED_SERVERS', channel: 'DENIED_CHANNELS', role: 'DENIED_ROLES', user: 'DENIED_USERS' },
} as const

export const ACCESS_COMMAND = '/access'

export function verdictOn(target: RuleTarget, { settings, commands }: AccessRules): Verdict | undefined {
  return commands.get(target) ?? settings.get(target)
}

/**
 * Whether only those are let in that a list names: as soon as somebody is allowed by name, in the settings or by command.
 * A name that the settings allow counts also where a command has denied it since: the others are no more welcome by that.
 */
export function isListed(kind: RuleKind, { settings, commands }: AccessRules): boolean {
  const names = ([target, verdict]: [RuleTarget, Verdict]) => verdict === 'allow' && target.startsWith(`${kind}:`)
  return settings.entries().some(names) || commands.entries().some(names)
}

/**
 * Why somebody may not be answered somewhere; undefined where they may. Whatever denies outweighs all that allows. Servers and
 * channels have lists of their own; people are on one by their id or by a role.
 */
export function findRefusal(subject: AccessSubject, rules: AccessRules): AccessRefusal | undefined {
  return findPlaceRefusal(subject, rules) ?? findPersonRefusal(subject, rules)
}

/** The same of a place, whoever speaks there. */
export function findPlaceRefusal(
  { guild, channels }: Pick<AccessSubject, 'guild' | 'channels'>,
  rules: AccessRules,
): AccessRefusal | undefined {
  if (guild === undefined) return findDenial('direct', ['direct'], rules)
  const [server, places] = [targets('server', [guild]), targets('channel', channels)]
  return (
    findDenial('server', server, rules) ??
    findDenial('channel', places, rules) ??
    findMissing('server', { server }, rules) ??
    findMissing('channel', { channel: places }, rules)
  )
}

/** Why the bot may not be in a server at all; undefined where it may. */
export function findServerRefusal(guild: GuildId, rules: AccessRules): AccessRefusal | undefined {
  const refusal = findPlaceRefusal({ guild, channels: [] }, rules)
  return refusal?.about === 'server' ? refusal : undefined
}

/** The same of a person, wherever in the server. */
export function findPersonRefusal(
  { user, roles }: Pick<AccessSubject, 'user' | 'roles'>,
  rules: AccessRules,
): AccessRefusal | undefined {
  const [person, ranks] = [targets('user', [user]), targets('role', roles ?? [])]
  const denial = findDenial('user', [...person, ...ranks], rules)
  if (denial !== undefined) return denial
  const deniedRole = roles === undefined ? anyDeniedRole(rules) : undefined
  // Where it is not known which roles somebody has, one of them may be denied.
  if (deniedRole !== undefined) return { about: 'user', because: 'denied', source: sourceOf(deniedRole, 'deny', rules) }
  return findMissing('user', { user: person, role: ranks }, rules)
}

function targets(kind: RuleKind, ids: readonly string[]): readonly RuleTarget[] {
  return ids.map(id => `${kind}:${id}` as const)
}

function findDenial(
  about: AccessRefusal['about'],
  named: readonly RuleTarget[],
  rules: AccessRules,
): AccessRefusal | undefined {
  const denied = named.find(target => verdictOn(target, rules) === 'deny')
  return denied && { about, because: 'denied', source: sourceOf(denied, 'deny', rules) }
}

/** Of one list or several that are one together, where none of what there is stands on it. */
function findMissing(
  about: AccessRefusal['about'],
  lists: Partial<Record<RuleKind, readonly RuleTarget[]>>,
  rules: AccessRules,
): AccessRefusal | undefined {
  const kinds = ruleKinds.filter(kind => lists[kind] !== undefined && isListed(kind, rules))
  const named = Object.values(lists).flat()
  if (kinds.length === 0 || named.some(target => verdictOn(target, rules) === 'allow')) return undefined
  return { about, because: 'unlisted', source: kinds.map(kind => listSource(kind, rules)).join(', ') }
}

function anyDeniedRole(rules: AccessRules): RuleTarget | undefined {
  const all = [...rules.settings.keys(), ...rules.commands.keys()]
  return all.find(target => target.startsWith('role:') && verdictOn(target, rules) === 'deny')
}

/** Where a verdict stands. */
export function sourceOf(target: RuleTarget, verdict: Verdict, { commands }: AccessRules): string {
  if (commands.has(target)) return ACCESS_COMMAND
  if (target === 'direct') return 'DIRECT_MESSAGES'
  const kind = ruleKinds.find(one => target.startsWith(`${one}:`))
  return kind === undefined ? ACCESS_COMMAND : settingNames[verdict][kind]
}

function listSource(kind: RuleKind, { settings }: AccessRules): string {
  const isSet = settings.entries().some(([target, verdict]) => verdict === 'allow' && target.startsWith(`${kind}:`))
  return isSet ? settingNames.allow[kind] : ACCESS_COMMAND
}

/** The rules that can be read of what is kept: what somebody else wrote there is passed over. */
export function parseRules(kept: ReadonlyMap<string, string>): RuleTable {
  const isRule = (entry: [string, string]): entry is [RuleTarget, Verdict] =>
    /^(?:direct|(?:server|channel|role|user):\d{1,20})$/u.test(entry[0]) && /^(?:allow|deny)$/u.test(entry[1])
  return new Map([...kept].filter(isRule))
}
