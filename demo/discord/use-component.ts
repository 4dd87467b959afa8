import { type APIUser, ComponentType, InteractionType } from 'discord-api-types/v10'
import type { Interaction } from './interaction.ts'
import type { Seat } from './seat.ts'
import type { StoredMessage } from './stored.ts'

/** A button or menu, as far as somebody who uses it can tell. */
interface Control {
  type: ComponentType
  custom_id?: string
  label?: string
  placeholder?: string
  disabled?: boolean
  options?: { label: string; value: string }[]
  components?: Control[]
  accessory?: Control
}

/** All buttons and menus of a message, however deep they stand. */
export function controlsOf(components: readonly unknown[]): Control[] {
  return (components as Control[]).flatMap(component => [
    ...(component.custom_id === undefined ? [] : [component]),
    ...controlsOf(component.components ?? []),
    ...controlsOf(component.accessory === undefined ? [] : [component.accessory]),
  ])
}

export function startClick(seat: Seat, message: StoredMessage, name: string): Interaction {
  const button = find(message, seat.user, name)
  return start(seat, message, { custom_id: button.custom_id, component_type: ComponentType.Button })
}

export function startSelect(
  seat: Seat,
  message: StoredMessage,
  { menu: name, values }: { menu: string; values: readonly string[] },
): Interaction {
  const menu = find(message, seat.user, name)
  const chosen = values.map(value => menu.options?.find(option => option.label === value)?.value ?? value)
  const unknown = chosen.find(value => menu.options?.some(option => option.value === value) === false)
  if (unknown !== undefined) throw new Error(`The menu "${name}" does not offer "${unknown}".`)
  return start(seat, message, { custom_id: menu.custom_id, component_type: menu.type, values: chosen })
}

function start({ interactions, user, channel }: Seat, source: StoredMessage, data: object): Interaction {
  return interactions.start({ type: InteractionType.MessageComponent, user, channel, source, command: undefined }, data)
}

function find(message: StoredMessage, user: APIUser, name: string): Control {
  if (message.visibleTo !== undefined && message.visibleTo !== user.id) {
    throw new Error(`${user.username} does not see that message: it is for somebody else alone.`)
  }
  const controls = controlsOf(message.components ?? [])
  const control = controls.find(({ custom_id, label, placeholder }) => [label, custom_id, placeholder].includes(name))
  if (control === undefined) {
    const names = controls.map(({ label, placeholder, custom_id }) => `"${label ?? placeholder ?? custom_id}"`)
    throw new Error(`The message has no "${name}", only ${names.join(', ') || 'text'}.`)
  }
  if (control.disabled === true) throw new Error(`"${name}" is disabled.`)
  return control
}
