import { css, html, nothing, type TemplateResult } from 'lit'
import { classMap } from 'lit/directives/class-map.js'

export interface Suggested {
  readonly title: string
  readonly hint: string
}

/** The list above a field: the field keeps the focus and names the line that Enter takes. */
export function drawSuggestions(
  label: string,
  list: readonly Suggested[],
  active: number,
  pick: (at: number) => void,
): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing
  return html`
    <div class="suggestions" id="suggestions" role="listbox" aria-label=${label}>
      ${list.map(
        ({ title, hint }, at) => html`
          <div role="option" id=${suggestionId(at)} aria-selected=${at === active} class=${classMap({ 'is-active': at === active })}
            @mousedown=${keepFocus} @click=${() => pick(at)}>
            <strong>${title}</strong> ${hint === '' ? nothing : html`<small>${hint}</small>`}
          </div>`,
      )}
    </div>
  `
}

/** A field that lost the focus would close the list before the click. */
function keepFocus(event: Event): void {
  event.preventDefault()
}

export function suggestionId(at: number): string {
  return `suggestion-${at}`
}

/** Where an arrow key leads in a list of so many lines; undefined for any other key. */
export function stepIn(count: number, active: number, key: string): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown') return (active + 1) % count
  return key === 'ArrowUp' ? (active + count - 1) % count : undefined
}

export const suggestionStyles = css`
  .suggestions {
    position: absolute;
    inset: auto 0 100%;
    z-index: 1;
    max-height: min(20rem, 50dvh);
    margin-bottom: 0.25rem;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--ground-side);
    box-shadow: 0 4px 16px #0006;
    overflow: auto;
  }

  .suggestions [role="option"] {
    padding: 0.4rem 0.75rem;
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  .suggestions .is-active {
    background: var(--ground-chosen);
  }

  .suggestions small {
    color: var(--text-soft);
  }
`
