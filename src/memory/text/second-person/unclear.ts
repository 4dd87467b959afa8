/** A sentence that can be read in two ways, or in none: it is shown as it is stored. */
export class Unclear extends Error {}
