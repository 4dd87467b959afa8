import {
  type APIInteractionResponse,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  type RESTPatchAPIChannelMessageJSONBody,
  type RESTPostAPIInteractionCallbackWithResponseResult,
  type RESTPostAPIInteractionFollowupJSONBody,
} from 'discord-api-types/v10'
import { answerInteraction, promise } from '../../interactions/answer-interaction.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import type { Interactions } from '../../interactions/interactions.ts'
import { edit, remove } from '../../messages/messages.ts'
import { revisionOf } from '../../messages/revision.ts'
import { toRest } from '../../messages/wire.ts'
import type { StoredMessage } from '../../stored.ts'
import { checkChoices } from '../../validation/commands.ts'
import { Form } from '../../validation/form.ts'
import { checkModal } from '../../validation/modal.ts'
import type { World } from '../../world.ts'
import type { Call } from '../call.ts'
import { refusals } from '../errors.ts'
import { limits } from '../rate-limits.ts'
import type { Route } from '../rest.ts'

/** The first answer to an interaction, and what can follow it for 15 minutes. */
export function interactionRoutes(world: World, interactions: Interactions): Route[] {
  const followUpOf = (call: Call): Interaction => {
    const interaction = interactions.find(call.param('token'))
    if (interaction === undefined) throw refusals.unknownWebhook()
    interaction.requireOpen()
    return interaction
  }
  const route = (method: Route['method'], path: string, handle: Route['handle']): Route => ({
    method,
    path,
    limit: limits.webhook,
    open: true,
    handle,
  })
  const webhook = '/webhooks/:application/:token'

  return [
    route('POST', '/interactions/:interaction/:token/callback', call => {
      const interaction = interactions.find(call.param('token'))
      if (interaction === undefined || interaction.id !== call.param('interaction')) throw refusals.unknownInteraction()
      answer(world, interaction, call)
      return call.query('with_response') === 'true' ? described(world, interaction) : undefined
    }),
    route('POST', webhook, call => toRest(world, followUp(world, followUpOf(call), call))),
    route('GET', `${webhook}/messages/:message`, call => toRest(world, messageOf(world, followUpOf(call), call))),
    route('PATCH', `${webhook}/messages/:message`, call => {
      const interaction = followUpOf(call)
      const message = messageOf(world, interaction, call)
      const revision = revisionOf(message, call.body as RESTPatchAPIChannelMessageJSONBody, call.files)
      interaction.hasMore = true
      edit(world, interaction.channel, message, revision)
      return toRest(world, message)
    }),
    route('DELETE', `${webhook}/messages/:message`, call => {
      const interaction = followUpOf(call)
      remove(world, interaction.channel, [messageOf(world, interaction, call).id])
    }),
  ]
}

function answer(world: World, interaction: Interaction, call: Call): void {
  const response = call.body as APIInteractionResponse
  check(interaction, response)
  interaction.requireUnanswered()
  carryOut(world, interaction, response, call)
  // Last, because until then what is posted is not known to be the answer, and a refused one leaves another try.
  interaction.answeredWith = response.type
  world.happenings.report({
    kind: 'response',
    channelId: interaction.channel.id,
    interactionId: interaction.id,
    type: response.type,
  })
}

/** Refuses answers that this kind of interaction can't have, and forms and choices beyond the limits. */
function check(interaction: Interaction, response: APIInteractionResponse): void {
  const isAutocomplete = interaction.type === InteractionType.ApplicationCommandAutocomplete
  const isOffer = response.type === InteractionResponseType.ApplicationCommandAutocompleteResult
  const isUpdate =
    response.type === InteractionResponseType.UpdateMessage ||
    response.type === InteractionResponseType.DeferredMessageUpdate
  const isForm = response.type === InteractionResponseType.Modal
  const form = new Form()
  const isImpossible =
    isAutocomplete !== isOffer ||
    (isUpdate && interaction.source === undefined) ||
    (isForm && interaction.type === InteractionType.ModalSubmit)
  if (isImpossible) {
    form.reject(
      ['type'],
      'INTERACTION_CALLBACK_TYPE_INVALID',
      'This response type is not possible for this interaction.',
    )
  }
  if (isOffer) checkChoices(form, ['data'], response.data.choices ?? [])
  form.settle()
  if (isForm) checkModal(response.data)
}

function carryOut(world: World, interaction: Interaction, response: APIInteractionResponse, call: Call): void {
  switch (response.type) {
    case InteractionResponseType.ChannelMessageWithSource:
      interaction.message = answerInteraction(world, interaction, response.data, call.files)
      break
    case InteractionResponseType.DeferredChannelMessageWithSource:
      interaction.message = promise(
        world,
        interaction,
        (Number(response.data?.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
      )
      break
    case InteractionResponseType.DeferredMessageUpdate:
      interaction.message = interaction.source
      break
    case InteractionResponseType.UpdateMessage:
      interaction.message = interaction.source
      if (interaction.source !== undefined) {
        if (world.message(interaction.channel.id, interaction.source.id) === undefined) throw refusals.unknownMessage()
        const body = (response.data ?? {}) as RESTPatchAPIChannelMessageJSONBody
        edit(world, interaction.channel, interaction.source, revisionOf(interaction.source, body, call.files))
      }
      break
    case InteractionResponseType.ApplicationCommandAutocompleteResult:
      interaction.choices = response.data.choices ?? []
      break
    case InteractionResponseType.Modal:
      interaction.modal = response.data
      break
    default: {
      const form = new Form()
      form.reject(['type'], 'BASE_TYPE_CHOICES', 'Value must be one of {4, 5, 6, 7, 8, 9}.')
      form.settle()
    }
  }
}

/** The first follow-up of a deferred answer takes the place of "thinking…". */
function followUp(world: World, interaction: Interaction, call: Call): StoredMessage {
  const body = call.body as RESTPostAPIInteractionFollowupJSONBody
  const promised = interaction.message
  if (promised !== undefined && interaction.isLoading) {
    edit(
      world,
      interaction.channel,
      promised,
      revisionOf(promised, body as RESTPatchAPIChannelMessageJSONBody, call.files),
    )
    return promised
  }
  interaction.hasMore = true
  const message = answerInteraction(world, interaction, body, call.files)
  interaction.followUps.push(message)
  return message
}

function messageOf(world: World, interaction: Interaction, call: Call): StoredMessage {
  const id = call.param('message') === '@original' ? interaction.message?.id : call.param('message')
  const isOwn = id === interaction.message?.id || interaction.followUps.some(message => message.id === id)
  const message = id === undefined || !isOwn ? undefined : world.message(interaction.channel.id, id)
  if (message === undefined) throw refusals.unknownMessage()
  return message
}

function described(world: World, interaction: Interaction): RESTPostAPIInteractionCallbackWithResponseResult {
  const { message, answeredWith, id, type } = interaction
  const said =
    message === undefined
      ? {}
      : {
          response_message_id: message.id,
          response_message_loading: interaction.isLoading,
          response_message_ephemeral: interaction.ephemeral,
        }
  // Only an answer that is already there is sent back, not one that is promised.
  const isThere =
    answeredWith === InteractionResponseType.ChannelMessageWithSource ||
    answeredWith === InteractionResponseType.UpdateMessage
  const resource =
    isThere && message !== undefined ? { resource: { type: answeredWith, message: toRest(world, message) } } : {}
  return { interaction: { id, type, ...said }, ...resource }
}
