import type { Outcome } from './faults.ts'
import type { Answer, EventBody, EventName, Question, RequestName } from './requests.ts'

/** The one thing the preload puts into the page, as `window.guitai`. */
export interface Bridge {
  ask<N extends RequestName>(name: N, question: Question<N>): Promise<Outcome<Answer<N>>>
  /** Calls back at each event; answers a function that ends it. */
  on<N extends EventName>(name: N, listener: (body: EventBody<N>) => void): () => void
}
