import { shallowReactive, type Component } from 'vue'

/** A start has no need of these: their code is read once the first screen is drawn. */
const LOADERS = {
  orders: () => import('./OrdersScreen.vue'),
  deposits: () => import('./DepositsScreen.vue'),
  members: () => import('./MembersScreen.vue'),
  summary: () => import('./SummaryScreen.vue'),
  toConfirm: () => import('./ToConfirmScreen.vue'),
  shift: () => import('./ShiftScreen.vue'),
  settings: () => import('./SettingsScreen.vue'),
  audit: () => import('./AuditScreen.vue'),
  setUp: () => import('./SetUpScreen.vue'),
}
const read = shallowReactive<Record<string, Component>>({})

/** The screen of a place; undefined while it is still being read. */
export const screenAt = (place: string): Component | undefined => read[place]

/** Reads them all, one after the other: whoever is at the till then waits for none. */
export async function readScreens(): Promise<void> {
  for (const [place, load] of Object.entries(LOADERS)) read[place] = (await load()).default
}
