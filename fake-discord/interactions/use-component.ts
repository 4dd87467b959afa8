import { type APIUser, ComponentType, InteractionType } from 'discord-api-types/v10'
import { type Control, controlsOf } from '../messages/controls.ts'
import type { StoredMessage } from '../stored.ts'
import type { Actor } from './actor.ts'
import type { Interaction } from './interaction.ts'

/** Presses a button; `at` says which of those with that label, from 0. */
export function startClick(
  actor: Actor,
  message: StoredMessage,
  { name, at }: { name: string; at?: number },
): Interaction {
  const button = find(message, actor.user, { name, at, isButton: true })
  return start(actor, message, { custom_id: button.custom_id, component_type: button.type })
}

export function startSelect(
  actor: Actor,
  message: StoredMessage,
  { menu: name, values }: { menu: string; values: readonly string[] },
): Interaction {
  const menu = find(message, actor.user, { name, isButton: false })
  const chosen = values.map(value => menu.options?.find(option => option.label === value)?.value ?? value)
  const unknown = chosen.find(value => menu.options?.some(option => option.value === value) === false)
  if (unknown !== undefined) throw new Error(`The menu "${name}" does not offer "${unknown}".`)
  const { min_values: least = 1, max_values: most = 1 } = menu
  if (chosen.length < least || chosen.length > most)
    throw new Error(`The menu "${name}" takes ${least} to ${most} of its options.`)
  return start(actor, message, { custom_id: menu.custom_id, component_type: menu.type, values: chosen })
}

function start({ interactions, user, channel }: Actor, source: StoredMessage, data: object): Interaction {
  return interactions.start({ type: InteractionType.MessageComponent, user, channel, source, command: undefined }, data)
}

interface Sought {
  name: string
  at?: number | undefined
  isButton: boolean
}

function find(message: StoredMessage, user: APIUser, { name, at, isButton }: Sought): Control {
  if (message.visibleTo !== undefined && message.visibleTo !== user.id) {
    throw new Error(`${user.username} does not see that message: it is for somebody else alone.`)
  }
  const controls = controlsOf(message.components ?? []).filter(
    ({ type }) => (type === ComponentType.Button) === isButton,
  )
  const named = controls.filter(({ label, placeholder }) => label === name || placeholder === name)
  const control = controls.find(({ custom_id: id }) => id === name) ?? named.at(at ?? 0)
  if (control === undefined) {
    const names = controls.map(({ label, placeholder, custom_id }) => `"${label ?? placeholder ?? custom_id}"`)
    throw new Error(`The message has no "${name}", only ${names.join(', ') || 'text'}.`)
  }
  if (control.disabled === true) throw new Error(`"${name}" is disabled.`)
  return control
}
