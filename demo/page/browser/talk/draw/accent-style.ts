/** The coloured edge of an embed or container; put in as a property, since the page's policy refuses styles in markup. */
export function accentStyle(accent: string | undefined): string {
  return accent === undefined ? '' : `border-inline-start-color: ${accent}`
}
