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
    .flatMap(({ custom_id: id = '', label, placeholder, options }): Choice[] => {
      if (options === undefined) return [{ label: label ?? id, click: { button: id } }]
      return options.map(option => ({
        label: `${placeholder ?? id}: ${option.label}`,
        click: { menu: id, value: option.value },
      }))
    })
}

interface Texts {
  content?: unknown
  label?: unknown
  url?: unknown
  components?: Texts[]
  accessory?: Texts
}

/** The texts and links that stand in components themselves, in order. */
export function textsOf(components: readonly unknown[]): string[] {
  return (components as Texts[]).flatMap(({ content, label, url, components: inner = [], accessory }) => [
    ...(typeof content === 'string' ? [content] : []),
    ...(typeof url === 'string' ? [`${typeof label === 'string' ? `${label}: ` : ''}${url}`] : []),
    ...textsOf(inner),
    ...(accessory === undefined ? [] : textsOf([accessory])),
  ])
}
