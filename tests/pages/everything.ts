/**
 * `npm test -- screens` looks at everything in every size. Otherwise each state is looked at in the commonest size and, by turns, in
 * one of the others and by night: what stands on the page stands there in several states.
 */
export const EVERYTHING = process.env['GUITAI_SCREENS'] === 'all'
