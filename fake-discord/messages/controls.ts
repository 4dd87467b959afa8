import type { ComponentType } from 'discord-api-types/v10'

/** A button or menu, as far as somebody who uses it can tell. */
export interface Control {
  type: ComponentType
  custom_id?: string
  label?: string
  placeholder?: string
  disabled?: boolean
  min_values?: number
  max_values?: number
  options?: { label: string; value: string; description?: string; default?: boolean }[]
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
