import type { Client } from 'discord.js'
import type { Logger } from '../../observability/logger.ts'
import type { KnownOwnerChoices } from '../owner-choices.ts'
import { AccessPolicy } from './access-policy.ts'
import { ServerLeaver } from './leave-servers.ts'
import { type RefusalNoticeDependencies, RefusalNotices } from './notices.ts'
import type { AccessSubject, RuleTable } from './rules.ts'
import { findUnknownIds } from './unknown-ids.ts'

interface AccessDependencies extends RefusalNoticeDependencies {
  readonly client: Client<true>
  readonly ownerChoices: KnownOwnerChoices
  readonly log: Logger
}

/** All that has to do with who may use the bot; tells the log which ids in the settings are wrong. */
export function openAccess(settings: RuleTable, dependencies: AccessDependencies) {
  const { client, ownerChoices, log } = dependencies
  const access = new AccessPolicy(settings, ownerChoices)
  for (const { setting, ids, line } of findUnknownIds(client, settings)) log.warn({ setting, ids }, line)
  return {
    access,
    refusalNotices: new RefusalNotices(dependencies),
    serverLeaver: new ServerLeaver(client, { access, log }),
    /** Whether anything may be read that somebody said: what others say only of those who may use the bot themselves. */
    mayRead: (subject: AccessSubject) => access.refusalFor(subject) === undefined,
  }
}
