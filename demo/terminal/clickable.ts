import { controlsOf } from '../../fake-discord/messages/controls.ts'
import type { StoredMessage } from '../../fake-discord/stored.ts'

/** One thing that can be clicked: a button, or one option of a menu. */
export interface Clickable {
  readonly label: string
  readonly click: { readonly button: string } | { readonly menu: string; readonly value: string }
}

/** What a message offers to click, in order; `:click 1` takes the first. Disabled ones are left out. */
export function clickableOf({ components = [] }: Pick<StoredMessage, 'components'>): Clickable[] {
  return controlsOf(components)
    .filter(control => control.disabled !== true)
    .flatMap(({ custom_id: id = '', label, options }): Clickable[] => {
      if (options === undefined) return [{ label: label ?? id, click: { button: id } }]
      return options.map(option => ({ label: option.label, click: { menu: id, value: option.value } }))
    })
}
