import {
  type APIMessageReference,
  MessageFlags,
  MessageReferenceType,
  PermissionFlagsBits,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessageJSONBody,
  type RESTPostAPIChannelMessagesBulkDeleteJSONBody,
} from 'discord-api-types/v10'
import { edit, post, remove } from '../../messages/messages.ts'
import type { Nonces } from '../../messages/nonces.ts'
import { numberComponents } from '../../messages/number-components.ts'
import { revisionOf } from '../../messages/revision.ts'
import { startTyping } from '../../messages/typing.ts'
import { isOpenTo, toRest, withoutContent } from '../../messages/wire.ts'
import { isThread } from '../../permissions.ts'
import type { Channel, StoredMessage } from '../../stored.ts'
import { Form } from '../../validation/form.ts'
import { checkLegacy, checkMessage, checkNotEmpty } from '../../validation/message.ts'
import type { World } from '../../world.ts'
import type { Call } from '../call.ts'
import { refusals } from '../errors.ts'
import { limits } from '../rate-limits.ts'
import type { Route } from '../rest.ts'

const DEFAULT_PAGE = 50
const MAX_PAGE = 100

/** `readsContent`: whether the app may read what is not said to it. */
export function messageRoutes(world: World, nonces: Nonces, readsContent: boolean): Route[] {
  const show = (message: StoredMessage) => {
    const shown = toRest(world, message)
    return readsContent || isOpenTo(world, message) ? shown : withoutContent(shown)
  }
  const readable = (call: Call) => {
    const channel = world.botsChannel(call.param('channel'))
    if (!world.can(channel, world.bot.id, PermissionFlagsBits.ReadMessageHistory)) throw refusals.missingAccess()
    return channel
  }

  return [
    {
      method: 'POST',
      path: '/channels/:channel/messages',
      limit: limits.postMessage,
      handle: call => toRest(world, createMessage(world, nonces, call)),
    },
    {
      method: 'PATCH',
      path: '/channels/:channel/messages/:message',
      limit: limits.editMessage,
      handle: call => toRest(world, editMessage(world, call)),
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/messages/:message',
      limit: limits.deleteMessage,
      handle(call) {
        const channel = world.botsChannel(call.param('channel'))
        const message = world.botsMessage(channel, call.param('message'))
        if (message.author.id !== world.bot.id) requireManageMessages(world, channel)
        remove(world, channel, [message.id])
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages/bulk-delete',
      limit: limits.other,
      handle(call) {
        const channel = world.botsChannel(call.param('channel'))
        requireManageMessages(world, channel)
        remove(world, channel, (call.body as RESTPostAPIChannelMessagesBulkDeleteJSONBody).messages)
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/messages/:message',
      limit: limits.other,
      handle(call) {
        const channel = readable(call)
        return show(world.botsMessage(channel, call.param('message')))
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/messages',
      limit: limits.other,
      handle(call) {
        return world.history(readable(call).id).page(pageOf(call)).map(show)
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      limit: limits.typing,
      handle(call) {
        const channel = world.botsChannel(call.param('channel'))
        if (!world.can(channel, world.bot.id, world.sendPermission(channel))) throw refusals.missingPermissions()
        startTyping(world, channel, world.bot.id)
      },
    },
  ]
}

function createMessage(world: World, nonces: Nonces, call: Call): StoredMessage {
  const channel = world.botsChannel(call.param('channel'))
  if (!world.can(channel, world.bot.id, world.sendPermission(channel))) throw refusals.missingPermissions()
  if (isThread(channel) && channel.thread_metadata?.locked === true) throw refusals.archivedThread()
  const body = call.body as RESTPostAPIChannelMessageJSONBody
  const flags =
    Number(body.flags ?? 0) &
    (MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2)
  checkMessage(body, { flags, files: call.files })
  checkLegacy(body, flags)
  checkNotEmpty(body, call.files.length > 0)
  const reference = referenceOf(world, channel, body)

  const known = body.enforce_nonce === true ? nonces.find(channel.id, body.nonce) : undefined
  const sentBefore = known === undefined ? undefined : world.message(channel.id, known)
  if (sentBefore !== undefined) return sentBefore
  const message = post(world, channel, {
    author: world.bot,
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: numberComponents(body.components ?? []),
    flags,
    files: call.files,
    allowedMentions: body.allowed_mentions,
    ...(body.nonce === undefined ? {} : { nonce: body.nonce }),
    ...(reference === undefined ? {} : { message_reference: reference }),
  })
  nonces.keep(channel.id, body.nonce, message.id)
  return message
}

function editMessage(world: World, call: Call): StoredMessage {
  const channel = world.botsChannel(call.param('channel'))
  const message = world.botsMessage(channel, call.param('message'))
  if (message.author.id !== world.bot.id) throw refusals.notTheAuthor()
  const body = call.body as RESTPatchAPIChannelMessageJSONBody
  edit(world, channel, message, revisionOf(message, body, call.files))
  return message
}

function referenceOf(
  world: World,
  channel: Channel,
  body: RESTPostAPIChannelMessageJSONBody,
): APIMessageReference | undefined {
  const asked = body.message_reference
  if (asked === undefined) return undefined
  if (asked.type === MessageReferenceType.Forward) throw refusals.missingAccess()
  if (!world.can(channel, world.bot.id, PermissionFlagsBits.ReadMessageHistory)) throw refusals.noReplyWithoutHistory()
  const guildId = world.guildOf(channel)?.id
  if (world.message(channel.id, asked.message_id) === undefined) {
    if (asked.fail_if_not_exists === false) return undefined
    const form = new Form()
    form.reject(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message')
    form.settle()
  }
  return {
    type: MessageReferenceType.Default,
    channel_id: channel.id,
    message_id: asked.message_id,
    ...(guildId === undefined ? {} : { guild_id: guildId }),
  }
}

function requireManageMessages(world: World, channel: Channel): void {
  const isGuild = world.guildOf(channel) !== undefined
  if (!isGuild) throw refusals.missingPermissions()
  if (!world.can(channel, world.bot.id, PermissionFlagsBits.ManageMessages)) throw refusals.missingPermissions()
}

function pageOf(call: Call): { before?: string; after?: string; around?: string; limit: number } {
  const limit = Number(call.query('limit') ?? DEFAULT_PAGE)
  if (!(limit >= 1 && limit <= MAX_PAGE)) {
    const form = new Form()
    form.reject(['limit'], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${MAX_PAGE}.`)
    form.settle()
  }
  const before = call.query('before')
  const after = call.query('after')
  const around = call.query('around')
  return {
    limit,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(around === undefined ? {} : { around }),
  }
}
