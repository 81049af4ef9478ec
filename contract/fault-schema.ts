import { z } from 'zod'
import { FAULT_CODES, type Fault } from './faults.ts'

/** The check of a fault that crosses a border; beside the codes, so that who only names a fault reads no checks. */
export const faultSchema = z.object({
  code: z.enum(FAULT_CODES),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  platformText: z.string().max(255).optional(),
  status: z.number().int().optional(),
  internalStatus: z.number().int().optional(),
  logId: z.number().int().nonnegative().optional(),
}) satisfies z.ZodType<Fault>
