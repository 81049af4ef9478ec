/** What the customer's wallet does with a charge, or with a QR, once it is there. `after`: ms until then. */
export interface Customer {
  readonly does: 'pays' | 'refuses' | 'never' | 'tooPoor'
  readonly after: number
}
