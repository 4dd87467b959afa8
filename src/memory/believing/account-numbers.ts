/** Whether digits are the number of a payment card, by their last one (Luhn, ISO/IEC 7812-1). Spaces and dashes are left out. */
export function isCardNumber(text: string): boolean {
  const digits = [...text.replace(/[ -]/gu, '')].map(Number).reverse()
  if (digits.length < 12 || digits.length > 19 || new Set(digits).size === 1) return false
  const sum = digits.reduce((total, digit, at) => total + (at % 2 === 0 ? digit : doubled(digit)), 0)
  return sum % 10 === 0
}

function doubled(digit: number): number {
  return digit > 4 ? digit * 2 - 9 : digit * 2
}

/** Whether something is an IBAN, by its check digits (ISO 13616: modulo 97 is 1). */
export function isAccountNumber(text: string): boolean {
  const sign = text.replace(/ /gu, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/u.test(sign)) return false
  let rest = 0
  for (const character of sign.slice(4) + sign.slice(0, 4)) {
    rest = Number(`${rest}${Number.parseInt(character, 36)}`) % 97
  }
  return rest === 1
}
