import type { Finding } from '../../contract/doctor.ts'
import { findingsOf } from './findings.ts'
import { gatherFacts, type FactParts } from './facts.ts'

/** Looks the machine over, and says what was found. Prints nothing, charges nothing, changes nothing. */
export async function checkMachine(parts: FactParts): Promise<Finding[]> {
  return findingsOf(await gatherFacts(parts))
}
