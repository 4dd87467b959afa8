import { ComponentType } from 'discord-api-types/v10'
import { clickableOf } from '../clickable.ts'
import { fileLine, type Line, subtle } from './text.ts'

interface Part {
  type?: ComponentType
  content?: string
  custom_id?: string
  label?: string
  url?: string
  placeholder?: string
  disabled?: boolean
  divider?: boolean
  name?: string
  size?: number
  components?: Part[]
  accessory?: Part
}

const RULE: Line = { text: '———', dim: true }

/**
 * The components of a message as they stand under one another: texts, what can be clicked with its number, files.
 * `clean` makes what others wrote fit to be shown.
 */
export function showComponents(components: readonly unknown[], clean: (text: string) => string): Line[] {
  let count = 0
  /** A button or menu, with a number for each thing to click: in the order of `choicesOf`. */
  function control(part: Part): string {
    const { url, label, placeholder, type } = part
    if (url !== undefined) return clean(label === undefined ? url : `${label}: ${url}`)
    const numbered = clickableOf({ components: [part] as never }).map(choice => {
      count += 1
      return `[${count} ${clean(choice.label)}]`
    })
    const isMenu = type === ComponentType.StringSelect && numbered.length > 0
    return [...(isMenu ? [clean(placeholder ?? '')] : []), ...numbered].filter(text => text !== '').join(' ')
  }

  function show(part: Part): Line[] {
    const { type, components: inner = [], accessory } = part
    switch (type) {
      case ComponentType.TextDisplay:
        return clean(part.content ?? '')
          .split('\n')
          .map(subtle)
      case ComponentType.Section: {
        const lines = inner.flatMap(show)
        const beside = accessory === undefined ? '' : control(accessory)
        return lines.map((line, index) =>
          beside !== '' && index === lines.length - 1 ? { text: `${line.text}  ${beside}` } : line,
        )
      }
      case ComponentType.ActionRow: {
        const text = inner.map(control).filter(shown => shown !== '')
        return text.length === 0 ? [] : [{ text: text.join(' '), dim: true }]
      }
      case ComponentType.Separator:
        return part.divider === false ? [] : [RULE]
      case ComponentType.File:
        return [fileLine(clean(part.name ?? ''), part.size ?? 0)]
      default:
        return inner.flatMap(show)
    }
  }

  const lines = (components as readonly Part[]).flatMap(show)
  const how = `(:click ${count === 1 ? '1' : `1–${count}`})`
  const last = lines.at(-1)
  if (count === 0 || last === undefined) return lines
  return last.dim === true && last !== RULE
    ? lines.with(-1, { ...last, text: `${last.text}  ${how}` })
    : [...lines, { text: how, dim: true }]
}
