import type { StoredMessage } from '../discord/stored.ts'
import { controlsOf } from '../discord/use-component.ts'

/** One thing that can be clicked: a button, or one option of a menu. */
export interface Choice {
  readonly label: string
  readonly click: { readonly button: string } | { readonly menu: string; readonly value: string }
}

/** What a message offers to click, in order; `:click 1` takes the first. Disabled ones are left out. */
export function choicesOf({ components = [] }: Pick<StoredMessage, 'components'>): Choice[] {
  return controlsOf(components)
    .filter(control => control.disabled !== true)
    .flatMap(({ custom_id: id = '', label, options }): Choice[] => {
      if (options === undefined) return [{ label: label ?? id, click: { button: id } }]
      return options.map(option => ({ label: option.label, click: { menu: id, value: option.value } }))
    })
}
