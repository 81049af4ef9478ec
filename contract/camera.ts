import { z } from 'zod'
import { request } from './request-shape.ts'
import { SCAN_LENGTH_MOST } from './scanners.ts'
import { SCANNER_ROLES } from './device-choices.ts'

/** A camera that reads codes as a scanner does. Off until an admin switches it on. */
export const cameraSetupSchema = z.object({
  enabled: z.boolean().default(false),
  /** It mostly faces the customer, so it reads what people pay with and no more. */
  role: z.enum(SCANNER_ROLES).default('customer'),
})
export type CameraSetup = z.infer<typeof cameraSetupSchema>

/** `fine`: its pictures are looked at. `cameraBusy`: another program has it. `cameraBroken`: it gives no pictures, or may not be read. */
export const CAMERA_STATES = ['fine', 'noCamera', 'cameraBusy', 'cameraBroken'] as const
export const cameraStateSchema = z.enum(CAMERA_STATES)
export type CameraState = z.infer<typeof cameraStateSchema>

/** All that the camera's page may say; it may ask nothing. Part of the one list of `requests.ts`. */
export const CAMERA_REQUESTS = {
  'camera.state': request('camera', z.strictObject({ state: cameraStateSchema }), z.null()),
  /** A code came into view. Faults: `request.forbidden` once the camera is switched off. */
  'camera.read': request('camera', z.strictObject({ text: z.string().min(1).max(SCAN_LENGTH_MOST) }), z.null()),
} as const
